import { afterEach, expect, test } from "vitest";
import { planOf } from "../proving/plan.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";
import { keyFinder, type MutantKeys } from "./keys.ts";
import { allOf, mutantsOf } from "./made.ts";
import { changeOf, type MutantKind } from "./mutant.ts";
import { chapterPrograms } from "./programs.ts";
import { testFinder } from "./reach.ts";
import { scopeFinder } from "./scope.ts";

const books: SmallBook[] = [];
afterEach(() => books.splice(0).forEach(({ remove }) => remove()));

const fence = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\`\n\n`;

const scale = "export const scale = 15;";
const grams = "export const grams = (cups: number): number => cups * scale;";
const tests = 'import { expect, test } from "vitest";\nimport { grams } from "./grams.ts";\n\ntest("two cups", () => expect(grams(2)).toBe(30));';
const cell = 'import { grams } from "#src/grams.ts";\n\nconsole.log(grams(3));';

interface Parts {
  readonly scale?: string;
  readonly tests?: string;
  readonly cell?: string;
  readonly before?: string;
  readonly later?: string;
  readonly data?: string;
}

/** The keys of the first mutant of a kind: of the operator, the output or the formula of the first chapter's second section. */
function keysOf(kind: MutantKind, parts: Parts): Omit<MutantKeys, "cells"> & { readonly cells: string } {
  const book = smallBook({
    "01-mill/index.md": `# Mill\n\n${parts.before ?? ""}${fence("ts file=src/scale.ts", parts.scale ?? scale)}`,
    "01-mill/01-grams.md": `# Grams\n\n:::derivation{#sum title="A sum" a="1..2"}\n$$\na + a = 2 a\n$$\n:::\n\n${fence("ts file=src/grams.ts", `import { scale } from "./scale.ts";\n\n${grams}`)}${fence("ts file=src/grams.test.ts", parts.tests ?? tests)}${fence("ts run", parts.cell ?? cell)}${fence("output", "45")}`,
    "02-later/index.md": `# Later\n\n${parts.later ?? ""}`,
    "data/list.txt": parts.data ?? "one",
  });
  books.push(book);
  const ready = book.read();
  const { sections } = planOf(ready);
  const programs = chapterPrograms(ready);
  const find = keyFinder({ programs, plans: sections, needed: scopeFinder(), testsReaching: testFinder(), lockfiles: [], data: () => parts.data ?? "one" });
  for (const plan of sections) {
    const found = allOf(mutantsOf(plan, programs, new Map())).find((mutant) => mutant.kind === kind && changeOf(mutant) !== "");
    if (found === undefined) continue;
    const { record, full, cells } = find(plan, found);
    return { record, full, cells: cells() };
  }
  throw new Error(`no ${kind}`);
}

/** Which of the keys an edit changes. */
function changed(kind: MutantKind, parts: Parts): readonly string[] {
  const [before, after] = [keysOf(kind, {}), keysOf(kind, parts)];
  return (["record", "full", "cells"] as const).filter((key) => before[key] !== after[key]);
}

test("prose, a section that nothing here reaches, and a later chapter change no key", () => {
  for (const kind of ["operator", "output", "formula"] as const) {
    expect(changed(kind, {})).toEqual([]);
    expect(changed(kind, { before: `Text, and \`{ts} 1 + 1\`.\n\n${fence("ts file=src/apart.ts", "export const apart = 1;")}` })).toEqual([]);
    expect(changed(kind, { later: `${fence("ts file=src/later.ts", 'export { grams } from "./grams.ts";')}${fence("ts file=src/later.test.ts", 'import "./later.ts";')}` })).toEqual([]);
  }
});

test("an operator goes by its tests, in a full run by all that they reach, and by its cells where these were asked", () => {
  expect(changed("operator", { tests: tests.replace("two cups", "2 cups") })).toEqual(["record", "full"]);
  expect(changed("operator", { scale: "export const scale = 30;" })).toEqual(["full", "cells"]);
  expect(changed("operator", { cell: cell.replace("3", "4") })).toEqual(["cells"]);
  expect(changed("operator", { data: "two" })).toEqual(["full"]);
});

test("an output goes by its cell and the program that it reaches, a formula by itself", () => {
  expect(changed("output", { cell: cell.replace("3", "4") })).toEqual(["record", "full"]);
  expect(changed("output", { scale: "export const scale = 30;" })).toEqual(["record", "full"]);
  expect(changed("output", { tests: tests.replace("two cups", "2 cups") })).toEqual([]);
  expect(changed("formula", { scale: "export const scale = 30;", tests: "", cell: "1;" })).toEqual([]);
});
