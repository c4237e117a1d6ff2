import fc from "fast-check";
import { expect, test } from "vitest";
import { bookFromFiles, chunkGraph, type ReadyBook } from "../../tangle/index.ts";
import { outlinesOf } from "../units/outline.ts";
import { unitsOf } from "../units/units.ts";
import { chosenIn, perSection } from "./choice.ts";
import { allOf, mutantsOf, type SectionMutants } from "./made.ts";
import { changeOf, identified, type Identified, type Mutant } from "./mutant.ts";
import { chapterPrograms } from "./programs.ts";
import type { ChapterProgram } from "../evidence/context.ts";
import { nativeByProgram } from "../native/nativeCode.ts";
import { selected } from "./selection.ts";
import { partOf, readShard } from "./shard.ts";

const program: ChapterProgram = { layouts: [], hash: "", isFinished: true };
const unread = { program, stored: [], absent: new Map(), equipment: new Map(), native: nativeByProgram("/nowhere")(program), experiments: [] } as const;

/** The mutants of a book of two chapters, as if it were proved and all its numbers were 12. */
function madeOf(one: string, other: string): readonly SectionMutants[] {
  const texts = new Map([["book/contents.md", "- [A](01-a/index.md)\n- [B](02-b/index.md)\n"], ["book/01-a/index.md", one], ["book/02-b/index.md", other]]);
  const { book } = bookFromFiles("/nowhere", texts);
  if (book === null) throw new Error("no book");
  const ready: ReadyBook = { book, graph: chunkGraph(book).graph, texts };
  const programs = chapterPrograms(ready);
  return book.sections.map((section) => {
    const { units } = unitsOf(section, book.chapters[section.chapter]?.folder ?? "");
    const held = new Map(units.units.map(({ id }) => [id, { key: "", data: {}, result: { kind: "value", text: "12" } } as const]));
    return mutantsOf({ units, outlines: outlinesOf(units), keys: new Map(), held, ...unread }, programs, new Map());
  });
}

function named(mutants: readonly Identified<Mutant>[]): readonly string[] {
  return mutants.map((mutant) => `${mutant.kind} ${mutant.within.name} ${mutant.within.at} ${changeOf(mutant)}`);
}

const one = (code: string): string => `# A\n\n\`\`\`ts file=src/a.ts\n${code}\n\`\`\`\n\nIt is \`{ts} 3 * 4\`.\n\n:::derivation{#d title="D" x="1..2" y="1..2"}\n$$\n(x + y)^2 = x^2 + 2 x y + y^2\n$$\n:::\n\n\`\`\`ts run\nconsole.log(123456);\n\`\`\`\n\n\`\`\`output\n123456\n\`\`\`\n`;
const sum = "export const f = (a: number, b: number): number => a + b * a - b;";

test("a section gives as many of each kind as it has, up to the number", () => {
  const [made] = madeOf(one(sum), "# B\n");
  const counts = new Map<string, number>();
  for (const { kind } of made === undefined ? [] : chosenIn(allOf(made))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  expect(Object.fromEntries(counts)).toEqual({ formula: perSection.formula, output: perSection.output, number: 2, operator: perSection.operator });
});

test("an edit of another section, or of the text around the mutants, leaves the choice as it is", () => {
  const before = madeOf(one(sum), "# B\n\nText.\n");
  const choiceIn = (made: readonly SectionMutants[]): readonly string[] => made.slice(0, 1).flatMap((each) => named(chosenIn(allOf(each))));
  const expected = choiceIn(before);
  expect(expected).toHaveLength(perSection.formula + perSection.output + 2 + perSection.operator);
  const piece = fc.constantFrom("More text.", "`{ts} 5 + 6`", "$$\na = b\n$$", "```ts file=src/b.ts\nexport const b = 1 + 2;\n```", "```ts run\nconsole.log(7);\n```", ":::derivation{#e title=\"E\" z=\"1..2\"}\n$$\nz + z = 2 z\n$$\n:::");
  fc.assert(
    fc.property(fc.uniqueArray(piece, { maxLength: 4 }), fc.array(fc.constantFrom("Before.", "> Quoted.", "- Item"), { maxLength: 3 }), (pieces, around) => {
      const edited = madeOf(one(sum).replace("# A\n", `# A\n\n${around.join("\n\n")}\n`), ["# B", ...pieces].join("\n\n"));
      expect(choiceIn(edited)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test("a chunk that changes takes only its own mutants out of the choice", () => {
  const pick = (code: string): readonly string[] => madeOf(one(code), "# B\n").slice(0, 1).flatMap((each) => named(chosenIn(allOf(each))));
  const others = (list: readonly string[]): readonly string[] => list.filter((each) => !each.startsWith("operator"));
  expect(others(pick("export const f = (a: number): number => a / 2;"))).toEqual(others(pick(sum)));
});

test("equal chunks of a section give mutants that are told apart", () => {
  const [made] = madeOf('# A\n\n```ts file=src/a.ts\n1 + 2;\n```\n\n```ts file=src/a.ts +=\n1 + 2;\n```\n', "# B\n");
  const identities = made?.operators.map(({ identity }) => identity) ?? [];
  expect(identities).toHaveLength(2);
  expect(new Set(identities).size).toBe(2);
  expect(identified(made?.operators ?? []).map(({ identity }) => identity)).toEqual(identities);
});

test("the parts of a full run have each mutant once, whatever their number", () => {
  const all = madeOf(one(sum), one(sum).replace("src/a.ts", "src/b.ts").replace("#d", "#e"));
  const identify = (made: readonly SectionMutants[]): readonly Mutant[] => made.flatMap(allOf);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (of) => {
      const parts = Array.from({ length: of }, (_, index) => identify(selected(all, { kind: "full", shard: { index: index + 1, of }, most: null })));
      expect(new Set(parts.flat()).size).toBe(parts.flat().length);
      expect(new Set(parts.flat())).toEqual(new Set(identify(all)));
    }),
  );
});

test("parts of a list are as even as they can be", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (list, of) => {
      const lengths = Array.from({ length: of }, (_, index) => partOf(list, { index: index + 1, of }).length);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      expect(lengths.reduce((total, length) => total + length, 0)).toBe(list.length);
    }),
  );
});

test.each([["1/1", { index: 1, of: 1 }], ["2/8", { index: 2, of: 8 }], ["8/8", { index: 8, of: 8 }], ["9/8", null], ["0/8", null], ["1/0", null], ["1", null], ["a/b", null], ["1/8/2", null], ["-1/8", null], ["1.5/8", null], ["", null]])("%j as a part", (text, shard) => {
  expect(readShard(text)).toEqual(shard);
});
