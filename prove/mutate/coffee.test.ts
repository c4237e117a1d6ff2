/** A book that declares what its native code is built to: its C is changed, built by the book's own commands, and tried. */
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildsOf, machineOf, placeOf, prepare, tangle, type Lack, type Machine } from "../../tangle/index.ts";
import { planOf } from "../proving/plan.ts";
import { readLimits } from "../units/limits.ts";
import { mutantsOf, only } from "./made.ts";
import { changeOf } from "./mutant.ts";
import { mutate } from "./mutate.ts";
import { nativeHere } from "./nativeHere.ts";
import { nativeReaders } from "./operators/operators.ts";
import { chapterPrograms } from "./programs.ts";
import { trials } from "./trials.ts";
import type { MutationResult } from "./verdict.ts";

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "coffee-")));
  cpSync(join(import.meta.dirname, "../../weave/fixtures/coffee/book"), join(root, "book"), { recursive: true });
  tangle(root);
});
afterAll(() => rmSync(root, { recursive: true }));

const here = machineOf(import.meta.dirname);
const hasCompiler = here.lacks(["native"]).length === 0;
const lack: Lack = { what: "no C compiler", cure: null };
const bare: Machine = { ...here, lacks: (needs) => needs.map(() => lack), lacksPrograms: (names) => names.map(() => lack) };

/** Place, change and verdict. */
function said({ mutant, verdict }: MutationResult): string {
  const { line, column } = placeOf(mutant.section.source, mutant.span.start);
  const { kind, ...why } = verdict;
  return `${line}:${column} ${changeOf(mutant)} ${[kind, ...Object.values(why)].join(": ")}`;
}

/** What comes of the operators of the section in C, and of no others, which would take the most time. */
async function operatorsInC(machine: Machine): Promise<readonly string[]> {
  const { ready } = prepare(root);
  if (ready === null) throw new Error("no book");
  const programs = chapterPrograms(ready, buildsOf(root).builds);
  const { sections: plans } = planOf(ready);
  const readers = await nativeReaders(new Set(["c"]));
  const made = plans.filter(({ units }) => units.section.path.endsWith("03-in-c.md")).map((plan) => only(mutantsOf(plan, programs, readers), ({ kind }) => kind === "operator"));
  const order = { ready, plans, programs, limits: readLimits(null).limits, selection: { kind: "every" }, jobs: 2, progress: () => {}, native: nativeHere(root, machine) } as const;
  const { sections } = await trials(order, made);
  return sections.flatMap(({ results }) => results.map(({ mutant, known }) => said({ mutant, verdict: known.verdict })));
}

test.runIf(hasCompiler)("operators of C are judged by the tests and the cells of the addon that the book builds of them", async () => {
  expect(await operatorsInC(here)).toEqual([
    // what stands in memory behind the last radius is left to chance
    expect.stringMatching(/^23:22 `<` → `<=` (noticed|survived)/),
    "23:32 `++` → `--` noticed: the test `C and TypeScript sum to the same number`",
    "24:7 `+=` → `-=` noticed: the test `C and TypeScript sum to the same number`",
    "24:12 `/` → `*` noticed: the test `C and TypeScript sum to the same number`",
    "61:12 `===` → `!==` noticed: the test `C and TypeScript sum to the same number`",
  ]);
});

test("on a machine without a compiler they are not tried, and tests that need one are left out", async () => {
  const unbuilt = "not tried: its native code cannot be built here";
  expect(await operatorsInC(bare)).toEqual([
    `23:22 \`<\` → \`<=\` ${unbuilt}`,
    `23:32 \`++\` → \`--\` ${unbuilt}`,
    `24:7 \`+=\` → \`-=\` ${unbuilt}`,
    `24:12 \`/\` → \`*\` ${unbuilt}`,
    "61:12 `===` → `!==` noticed: the type-checker",
  ]);
});

test.runIf(hasCompiler)("`mutate` itself builds what the book declares", async () => {
  const result = await mutate({ root, chapters: ["2"], selection: { kind: "sample", size: 1, seed: 4 }, jobs: 2, progress: () => {} });
  const operators = result.kind === "tried" ? result.trials.filter(({ mutant }) => mutant.kind === "operator") : [];
  expect(operators.map(said)).toEqual(["24:7 `+=` → `-=` noticed: the test `C and TypeScript sum to the same number`"]);
});
