import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import { defaultLimits } from "../units/limits.ts";
import { progressText, runSections } from "./pool.ts";
import type { SectionJob } from "./run.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";
import { unitsOf } from "../units/units.ts";

const books: SmallBook[] = [];
afterEach(() => books.splice(0).forEach(({ remove }) => remove()));

function jobsOf(texts: Readonly<Record<string, string>>): readonly SectionJob[] {
  const book = smallBook(texts);
  books.push(book);
  return book.read().book.sections.map((section) => ({ root: book.root, units: unitsOf(section, "a").units, limits: defaultLimits }));
}

test("sections run at the same time, and the answers are in their order", async () => {
  const jobs = jobsOf({ "01-a/index.md": "# A\n\n`{ts} 1`\n", "02-b/index.md": "# B\n\nnothing\n", "03-c/index.md": "# C\n\n`{ts} 3`\n\n`{ts} 4`\n" });
  const steps: string[] = [];
  const ended: number[] = [];
  const runs = await runSections(jobs, { jobs: 2, progress: (step) => steps.push(step), ended: (index) => ended.push(index), now: () => 0 });
  expect(runs.map(({ outcomes }) => [...outcomes.values()].map((outcome) => (outcome.ok && outcome.result.kind === "value" ? outcome.result.text : null)))).toEqual([["1"], [], ["3", "4"]]);
  expect(steps[0]).toBe("running cells: 0 of 3 sections");
  expect(ended.toSorted()).toEqual([0, 1, 2]);
});

test.each([
  [{ ended: 0, all: 1, elapsed: 500 }, "running cells: 0 of 1 section"],
  [{ ended: 3, all: 8, elapsed: 12_000 }, "running cells: 3 of 8 sections, about 20 s left"],
  [{ ended: 7, all: 8, elapsed: 10 }, "running cells: 7 of 8 sections, about 1 s left"],
  [{ ended: 1, all: 8, elapsed: 30_000 }, "running cells: 1 of 8 sections, about 4 min left"],
])("the estimate takes what is to come to be like what has been: %j", (state, text) => {
  expect(progressText(state)).toBe(text);
});

test.runIf(process.platform === "linux").each(["SIGTERM", "SIGINT"] as const)("%s ends the processes of sections, too, and removes their folders", async (signal) => {
  const [job] = jobsOf({ "01-a/index.md": "# A\n\n```ts run\nglobalThis.bookData('x.txt');\nfor (;;);\n```\n", "data/x.txt": "x" });
  if (job === undefined) throw new Error("no section");
  const module = (name: string): string => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href);
  const script = `
    import { prepare } from ${module("../../tangle/index.ts")};
    import { runSection } from ${module("run.ts")};
    import { unitsOf } from ${module("../units/units.ts")};
    const section = prepare(${JSON.stringify(job.root)}).ready.book.sections[0];
    await runSection({ root: ${JSON.stringify(job.root)}, units: unitsOf(section, "a").units, limits: { seconds: 1e5, megabytes: 4096 } });`;
  const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], { cwd: join(import.meta.dirname, "../.."), stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((resolve) => parent.once("exit", (_, by) => resolve(by)));
  while (childrenOf(parent.pid).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const [child = ""] = childrenOf(parent.pid);
  parent.kill(signal);
  expect(await ended).toBe(signal);
  // the signal has been sent by now, but the system takes it up in its own time; a child that outlives it fails the test by its time limit
  while (!/^$|^Z/.test(stateOf(child))) await new Promise((resolve) => setTimeout(resolve, 20));
});

/** The processes that belong to sections which `parent` runs. */
function childrenOf(parent: number | undefined): readonly string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && textOf(`/proc/${name}/cmdline`).includes("prove/process/main.") && / (\d+)/.exec(textOf(`/proc/${name}/stat`).replace(/^.*\) ./, ""))?.[1] === String(parent));
}

function stateOf(pid: string): string {
  return textOf(`/proc/${pid}/stat`).replace(/^.*\) /, "");
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
