/** A section's cells as a page has them. */
import { afterAll, expect, test } from "vitest";
import { namesOf, partsOf } from "../code/names.ts";
import { pageCellsOf } from "./pageCells.ts";
import { smallBook } from "../testing/smallBook.ts";

test.each<[string, string, Partial<ReturnType<typeof namesOf>>]>([
  ["imports, variables in patterns, functions and classes are declared", 'import a, { b as c, type T } from "x"; const { d, e: [f] } = c; function g() {} class H {} type I = 1;', { declares: ["a", "c", "d", "f", "g", "H"] }],
  ["a name that is declared inside is no use", "const f = (at: number) => at + step; for (const row of rows) row.x();", { uses: ["step", "rows"] }],
  ["a property, a label and a type are no uses", "out: for (;;) { one.two.three = { four: 5 } as Six; break out; }", { uses: ["one"], changes: ["one"] }],
  ["a shorthand is a use", "console.log({ size });", { uses: ["console", "size"] }],
  ["assignments, steps and calls as statements change", "a = 1; b.c += 2; d++; [e, f] = g; h.push(1); i(j);", { changes: ["a", "b", "d", "e", "f", "h"] }],
])("%s", (_, text, names) => {
  expect(namesOf(text)).toMatchObject(names);
});

test("parts of a cell are statements on lines of their own, which use what other parts declare", () => {
  const text = "// of the cell\nconst a = f();\nlet b = a; b++;\n/* a list\n   of two */\nconst c = [\n  a,\n  b,\n]; console.log(c);\ninterface D {}\n// the end";
  const none = { imports: [], functions: [], made: [], calls: [] };
  expect(partsOf(text)).toEqual([
    { from: 0, to: 2, declares: ["a"], uses: ["f"], changes: [], ...none, made: ["a"], calls: ["f"] },
    { from: 2, to: 3, declares: ["b"], uses: ["a"], changes: [], ...none, calls: ["a"] },
    { from: 3, to: 9, declares: ["c"], uses: ["a", "b", "console"], changes: ["console"], ...none, calls: ["a", "b", "console"] },
    { from: 9, to: 10, declares: [], uses: [], changes: [], ...none },
  ]);
});

test("of a part it is known what it imports, which functions it declares, and what it makes from literals alone", () => {
  const parts = partsOf('import { a } from "x";\nconst f = () => a, g = 1;\nfunction h() {}\nconst r = new R(1, "2"), s = a(f), t = a();');
  expect(parts.map(({ imports, functions, made }) => [imports, functions, made])).toEqual([[["x"], [], []], [[], ["f"], []], [[], ["h"], []], [[], [], ["r", "t"]]]);
});

test.each([
  ["called", "random();", ["random"]],
  ["called below it", "names.all.sort();", ["names"]],
  ["handed on", "f(names, { row }, [...rows]);", ["f", "names", "row", "rows"]],
  ["only read", "const size = names.all.length + rows[0]!.x + f(names.of);", ["f"]],
])("of what a part uses it is known what is %s", (_, text, calls) => expect(partsOf(`${text}\n0;`)[0]?.calls).toEqual(calls));

const book = smallBook({
  "01-a/index.md": '# A\n\n```ts run\nconst a: number = 1;\n```\n\nHere `{ts} a`.\n\n```ts run live\nconsole.log(a);\n```\n\n```output\n1\n```\n\n```ts run\nconst = 1;\n```\n',
});
afterAll(book.remove);

test("each cell stands between what its section's module has around it; numbers and cells that are no TypeScript are left out", () => {
  const { book: read } = book.read();
  const section = read.sections[0];
  if (section === undefined) throw new Error("there is no section");
  const { moduleHead, cells } = pageCellsOf(section, "01-a", read.root);
  expect(moduleHead + cells.map(({ before, text, after }) => before + text + after).join("")).toBe(
    'const __prove = globalThis[Symbol.for("prove.runner")];\nawait __prove.begin(0);\nconst a: number = 1;\n;await __prove.end(0);\nawait __prove.begin(0);\nconsole.log(a);\n;await __prove.end(0);\n',
  );
  expect(cells.map(({ live, printed }) => [live, printed])).toEqual([[true, null], [true, ["1"]]]);
});
