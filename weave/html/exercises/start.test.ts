import { expect, test } from "vitest";
import { startOf, startOfFile } from "./start.ts";

test("a cell is taken apart behind the last function that the reader writes", () => {
  const code = `type Rows = number[][];
const KC = 16;
const used = (n: number) => n / 2;
const helper = (n: number) => n + 1;
/** Twice as much. */
const twice = (n: number): number => helper(n) + helper(n) - 2;
function thrice(n: number): number {
  return 3 * n;
}

const rows: Rows = [[used(twice(1))]];
console.log(rows, thrice(1));`;
  expect(startOf(code, ["twice", "thrice"])).toEqual({
    start: `type Rows = number[][];
const KC = 16;
const used = (n: number) => n / 2;
/** Twice as much. */
const twice = (n: number): number => {
  throw new Error("not written yet");
};
function thrice(n: number): number {
  throw new Error("not written yet");
}`,
    rest: `
const rows: Rows = [[used(twice(1))]];
console.log(rows, thrice(1));`,
  });
});

test("a constant that the reader writes has no value; what stands before it and is used is given", () => {
  expect(startOf("const n = 3;\nconst table: number[] = [1,\n  2];\nconsole.log(n, table);", ["table"])).toEqual({
    start: "const n = 3;\nconst table: number[] = undefined; // not written yet",
    rest: "console.log(n, table);",
  });
});

test("of a function that gives another, and of one that a call is given, the signatures are kept", () => {
  expect(startOf("const kernel = (n: number): Kernel => function* ({ read }) {\n  yield read(n);\n};\nconst square = define(\"square\", { n: 1 }, ([at]) => {\n  return at;\n});\nrun(kernel, square);", ["kernel", "square"])).toEqual({
    start: `const kernel = (n: number): Kernel => function* ({ read }) {
  throw new Error("not written yet");
};
const square = define("square", { n: 1 }, ([at]) => {
  throw new Error("not written yet");
});`,
    rest: "run(kernel, square);",
  });
});

test("of a file the exported functions are the reader's, without their helpers", () => {
  expect(startOfFile(`/** A file. */
import { one } from "./one.ts";

export interface Shape { readonly n: number }

/** Gives it. */
export function given(shape: Shape): number {
  return half(shape.n) + one;
}

const half = (n: number): number => n / 2;
`)).toBe(`/** A file. */
import { one } from "./one.ts";

export interface Shape { readonly n: number }

/** Gives it. */
export function given(shape: Shape): number {
  throw new Error("not written yet");
}`);
});
