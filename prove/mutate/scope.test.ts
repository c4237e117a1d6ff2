import { expect, test } from "vitest";
import { bookFromFiles } from "../../tangle/index.ts";
import type { Unit } from "../units/unit.ts";
import { unitsOf } from "../units/units.ts";
import { scopeFinder } from "./scope.ts";

function unitsIn(text: string): readonly Unit[] {
  const { book } = bookFromFiles("/nowhere", new Map([["book/contents.md", "- [A](a/index.md)\n"], ["book/a/index.md", text]]));
  const [section] = book?.sections ?? [];
  if (section === undefined) throw new Error("no section");
  return unitsOf(section, "a").units.units;
}

const cell = (id: string, code: string): string => `\`\`\`ts run id="${id}"\n${code}\n\`\`\`\n\n`;
const needed = (text: string, ...wanted: readonly string[]): readonly string[] => [...scopeFinder()(unitsIn(text), new Set(wanted))].sort();

const chapter = `# A

${cell("long", 'import { train } from "#src/train.ts";\nconst model = train();')}${cell("short", "let tries = 3;\nconst rate = 0.5;")}${cell("more", "tries = 4;\nconsole.log(tries);")}${cell("push", "const list: number[] = [];")}${cell("pushed", "list.push(tries);")}${cell("last", "console.log(list.length, rate);")}
Twice is \`{ts} rate * 2\`, and \`{ts} Math.PI\`.

:::derivation{#halves title="Halves"}
$$
r + r = 2 r
$$

\`\`\`ts verify
import { half } from "#src/half.ts";
const r = rate, list = half(r);
given({ r });
yield r + r;
yield 2 * r;
\`\`\`
:::
`;

test("a unit needs the cells that declare what it names, and those that change it", () => {
  expect(needed(chapter, "value-1")).toEqual(["short", "value-1"]);
  expect(needed(chapter, "last")).toEqual(["last", "more", "push", "pushed", "short"]);
});

test("what names nothing of the section needs nothing of it", () => {
  expect(needed(chapter, "value-2")).toEqual(["value-2"]);
  expect(needed(chapter, "long")).toEqual(["long"]);
  expect(needed(chapter)).toEqual([]);
});

test("what a verify cell declares and imports itself is its own", () => {
  expect(needed(chapter, "halves")).toEqual(["halves", "short"]);
});

test("cells after the last that is wanted are not needed", () => {
  expect(needed(chapter, "short")).toEqual(["short"]);
  expect(needed(chapter, "push")).toEqual(["push"]);
});

test("a figure needs the numbers of its alternative text, and these their cells", () => {
  const text = `# A

${cell("one", "const a = 1;")}${cell("two", "const b = 2;")}${cell("three", "const c = 3;")}
:::figure{#drawn alt="It shows \`{ts} b\` dots."}
\`\`\`ts figure="drawn"
Plot.plot({ marks: [Plot.dot([[a, a]])] })
\`\`\`

Dots.
:::
`;
  expect(needed(text, "drawn")).toEqual(["drawn", "one", "two", "value-1"]);
});
