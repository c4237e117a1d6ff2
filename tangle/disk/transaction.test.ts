import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { diskWriter, type Step, type Writer } from "./files.ts";
import { walk } from "./stat.ts";
import { commit, isInterrupted, recover, type Change } from "./transaction.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "transaction-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function contentsOf(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(walk(root, "src").map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

const before = { "src/change.ts": "old\n", "src/gone/deep/away.ts": "away\n", "src/keep.ts": "keep\n", "src/file": "a file\n", "src/folder/x.ts": "x\n" };

/** Every kind of change, a file that becomes a folder and a folder that becomes a file among them. */
const changes: readonly Change[] = [
  { path: "src/change.ts", content: "new\n", mode: 0o444 },
  { path: "src/new/here.ts", content: "here\n", mode: 0o444 },
  { path: "src/gone/deep/away.ts", content: null, mode: 0 },
  { path: "src/file", content: null, mode: 0 },
  { path: "src/file/inside.ts", content: "inside\n", mode: 0o555 },
  { path: "src/folder/x.ts", content: null, mode: 0 },
  { path: "src/folder", content: "a file\n", mode: 0o444 },
];

const after = { "src/change.ts": "new\n", "src/file/inside.ts": "inside\n", "src/folder": "a file\n", "src/keep.ts": "keep\n", "src/new/here.ts": "here\n" };

/** How many steps a whole commit takes. */
function countSteps(): number {
  let steps = 0;
  commit(folderWith(before), changes, diskWriter(() => void steps++));
  return steps;
}

function failingAt(step: number, error: (at: Step) => Error): Writer {
  let steps = 0;
  return diskWriter((at) => {
    if (steps++ === step) throw error(at);
  });
}

/** Like a cut of power: nothing is done from that step on. */
function dyingAt(step: number): Writer {
  let steps = 0;
  return diskWriter(() => {
    if (steps++ >= step) throw new Error("power cut");
  });
}

const noSpace = (at: Step): Error => Object.assign(new Error("ENOSPC"), { code: "ENOSPC", path: at.path });

test("a commit makes all changes, removes the folders it empties and leaves nothing behind", () => {
  const root = folderWith(before);
  commit(root, changes, diskWriter());
  expect(contentsOf(root)).toEqual(after);
  expect(existsSync(join(root, "src/gone"))).toBe(false);
  expect(existsSync(join(root, "src/.tangle/stage"))).toBe(false);
  expect(statSync(join(root, "src/change.ts")).mode & 0o777).toBe(0o444);
  expect(statSync(join(root, "src/file/inside.ts")).mode & 0o777).toBe(0o555);
});

describe("whichever step fails", () => {
  const steps = countSteps();
  const cases = Array.from({ length: steps }, (_, step) => step);

  test("there are many steps", () => {
    expect(steps).toBeGreaterThan(25);
  });

  test.each(cases)("step %i runs out of space: everything is as before, or the commit was already complete", (step) => {
    const root = folderWith(before);
    let thrown: unknown = null;
    try {
      commit(root, changes, failingAt(step, noSpace));
    } catch (error) {
      thrown = error;
    }
    expect(contentsOf(root)).toEqual(thrown === null ? { ...after, ...leftovers(root) } : before);
    expect(isInterrupted(root)).toBe(false);
    if (thrown !== null) expect(thrown).toMatchObject({ code: "ENOSPC" });
    else expect(step).toBe(steps - 1);
  });

  test.each(cases)("the process dies before step %i: the next run undoes it, and its own commit is whole", (step) => {
    const root = folderWith(before);
    try {
      commit(root, changes, dyingAt(step));
    } catch (error) {
      expect(error).toMatchObject({ message: "power cut" });
    }
    recover(root, diskWriter());
    expect(contentsOf(root)).toEqual(step === steps - 1 ? after : before);
    commit(root, step === steps - 1 ? [] : changes, diskWriter());
    expect(contentsOf(root)).toEqual(after);
  });

  test.each(cases)("the process dies at step %i, and the one that undoes it dies at any step: the third ends it", (step) => {
    for (let second = 0; ; second++) {
      const root = folderWith(before);
      try {
        commit(root, changes, dyingAt(step));
      } catch {
        // what is left is what this test is about
      }
      let died = false;
      try {
        recover(root, dyingAt(second));
      } catch {
        died = true;
      }
      recover(root, diskWriter());
      expect(contentsOf(root)).toEqual(step === steps - 1 ? after : before);
      if (!died) return;
    }
  });
});

/** After a complete commit only the staging folder may be left, and only where it could not be removed. */
function leftovers(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(contentsOf(root)).filter(([path]) => path.startsWith("src/.tangle/stage/")));
}

test("a file that was edited after an interrupted commit is left as it is", () => {
  const root = folderWith(before);
  const lastStep = countSteps() - 2;
  expect(() => commit(root, changes, dyingAt(lastStep))).toThrow("power cut");
  rmSync(join(root, "src/change.ts"));
  writeFileSync(join(root, "src/change.ts"), "mine\n");
  expect(recover(root, diskWriter())).toBe(true);
  expect(contentsOf(root)).toEqual({ ...before, "src/change.ts": "mine\n" });
});

test("a journal that names a path outside src/ is not followed", () => {
  const root = folderWith({ "secret": "s", "src/.tangle/stage/journal.json": '[{"path":"src/../secret","before":null,"after":null}]' });
  expect(() => recover(root, diskWriter())).toThrow("is no journal");
  expect(readFileSync(join(root, "secret"), "utf8")).toBe("s");
});
