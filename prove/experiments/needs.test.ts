/** Experiments that say what they need of the machine: on one that has it, and on one that lacks it. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { pathWithout } from "../../tangle/testing/nativeBook.ts";
import { prove, type ProveOrder, type ProveResult } from "../proving/prove.ts";
import { runExperiments, type ExperimentsRun } from "../proving/runExperiments.ts";
import { evidenceOf } from "../testing/recorded.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";

const chapter = (factor: string, seeds = "1,2"): string => `# Heat

\`\`\`ts experiment="warm" seeds="${seeds}" replay=2 needs="cuda"
let heat = seed;
for (let i = 0; i < 3; i++) step((heat *= ${factor}));
({ heat });
\`\`\`

\`\`\`ts experiment="cold" seeds="1"
step(-seed);
({ cold: -seed });
\`\`\`

At last it is \`{ts} experiment("warm").runs[0].heat\`.
`;
const fenceLine = '  3 │ ```ts experiment="warm" seeds="1,2" replay=2 needs="cuda"\n    ╵    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n';
const reason = "no CUDA device (`nvidia-smi` lists none)";
const cure = "it takes an NVIDIA GPU with its driver";

let book: SmallBook;
let bare: ReturnType<typeof pathWithout>;
const path = process.env["PATH"] ?? "";
beforeAll(() => {
  book = smallBook({ "01-heat/index.md": chapter("2") });
  bare = pathWithout(/^(?:nvidia-smi|nvcc)$/);
});
afterEach(() => {
  process.env["PATH"] = path;
  book.write("01-heat/index.md", chapter("2"));
});
afterAll(() => {
  bare.remove();
  book.remove();
});

/** Makes this the machine with the card that the programs here pretend to see, or one that has none. */
function on(machine: "with a card" | "without"): void {
  const folder = join(book.root, "programs");
  mkdirSync(folder, { recursive: true });
  for (const [name, said] of [["nvidia-smi", "GPU 0: A Card (UUID: GPU-1)"], ["nvcc", "nvcc 1.0"]] as const) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${said}'\n`);
    chmodSync(join(folder, name), 0o755);
  }
  process.env["PATH"] = machine === "without" ? bare.path : `${folder}${delimiter}${path}`;
}

interface Run {
  readonly said: string;
  readonly lines: readonly string[];
  readonly counts: readonly number[];
}

async function experiments(...words: readonly string[]): Promise<Run> {
  book.read();
  const lines: string[] = [];
  const result: ExperimentsRun = await runExperiments({ root: book.root, words, jobs: 2, command: "npm run prove -- --experiments", progress: () => {}, say: (line) => void lines.push(line), stands: () => {} });
  if ("mistake" in result) throw new Error(result.mistake);
  return { said: result.diagnostics.map(render).join(""), lines: lines.map((line) => line.replace(/ in \d+ s$/, "")).sort(), counts: [result.ran, result.confirmed, result.skipped] };
}

async function proof(order: Partial<ProveOrder> = {}): Promise<Extract<ProveResult, { diagnostics: unknown }> & { readonly said: string }> {
  book.read();
  const result = await prove({ root: book.root, chapters: [], writes: "nothing", runs: "stale", jobs: 2, command: "npm run prove", progress: () => {}, ...order });
  if ("mistake" in result) throw new Error(result.mistake);
  return { ...result, said: result.diagnostics.map(render).join("") };
}

test("without what it needs it is skipped by name with the reason, others run, and that it was never run is an error of `--check`", async () => {
  on("without");
  expect(await experiments()).toEqual({ said: "", lines: ["cold seed 1: 1 step", `skipped: \`warm\`: ${reason}: ${cure}`], counts: [1, 0, 1] });
  const never = (severity: string): string => `book/01-heat/index.md:3:4: ${severity}[not-run-here]: \`warm\` has no record of seeds 1 and 2, and cannot be run here: this machine has ${reason}\n${fenceLine}  cure: ${cure}\n`;
  expect((await proof()).said).toContain(never("error"));
  expect((await proof({ writes: "evidence" })).said).toContain(never("warning"));
});

test("with it, it is run, and its record says with what", async () => {
  on("with a card");
  expect(await experiments("warm")).toEqual({ said: "", lines: ["warm seed 1: 3 steps", "warm seed 2: 3 steps"], counts: [2, 0, 0] });
  expect(JSON.parse(evidenceOf(book.root)["experiments/warm/1.json"] ?? "").machine).toMatch(/, A Card$/);
  expect(await proof({ writes: "evidence" })).toMatchObject({ said: "", elsewhere: "" });
});

test("elsewhere its record holds, and it is said to be recorded elsewhere", async () => {
  on("without");
  const { said, elsewhere, totals } = await proof();
  expect([said, elsewhere, totals?.experiments]).toEqual(["", `recorded elsewhere and not run here: 1 (this machine has ${reason})\n`, 2]);
  expect((await proof({ runs: "all" })).said).toBe("");
  expect(await experiments()).toEqual({ said: "", lines: [], counts: [0, 0, 0] });
});

test("elsewhere a replay that would be due is asked of no one; where it can be replayed, it is", async () => {
  book.write("01-heat/index.md", chapter("(1 + 1)"));
  on("without");
  const before = evidenceOf(book.root);
  const changed = await proof();
  expect(changed.diagnostics.filter(({ code }) => code !== "stale-evidence").map(render)).toEqual([`book/01-heat/index.md:3:4: warning[not-run-here]: \`warm\` has changed since its record of seeds 1 and 2, and cannot be replayed here: this machine has ${reason}\n${fenceLine}  cure: ${cure}\n`]);
  expect([changed.confirmed, changed.totals?.experiments]).toEqual([[], 1]);
  expect(await experiments()).toMatchObject({ lines: [`skipped: \`warm\`: ${reason}: ${cure}`], counts: [0, 0, 1] });
  expect(evidenceOf(book.root)).toEqual(before);
  on("with a card");
  expect((await proof()).confirmed).toEqual([{ name: "warm", seeds: 2 }]);
  rmSync(join(book.root, "book/evidence/experiments/warm"), { recursive: true });
});
