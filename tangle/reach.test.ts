import { expect, test } from "vitest";
import { reachedFrom, specifiersIn } from "./reach.ts";

test("every way of naming a module is seen", () => {
  const text = `import { a } from "./a.ts";
import type { B } from "#src/b.ts";
export * from "./c.ts";
const d = await import("./d.ts");
const e = new URL("./e.wgsl", import.meta.url);
// import "./comment.ts"
const f = 'import "./string.ts"';
`;
  expect([...specifiersIn(text)].sort()).toEqual(["#src/b.ts", "./a.ts", "./c.ts", "./d.ts", "./e.wgsl"]);
});

test("what is reached is followed to its end, in circles too, and packages are not part of the program", () => {
  const files = new Map([
    ["src/a.test.ts", 'import "vitest"; import "./deep/b.ts"; import "./missing.ts";'],
    ["src/deep/b.ts", 'import "../c.ts";'],
    ["src/c.ts", 'import "#src/deep/b.ts"; new URL("data.json", import.meta.url); new URL("./data.json", import.meta.url);'],
    ["src/data.json", "{}"],
    ["src/other.ts", 'import "./c.ts";'],
  ]);
  expect([...reachedFrom("src/a.test.ts", files)].sort()).toEqual(["src/a.test.ts", "src/c.ts", "src/data.json", "src/deep/b.ts"]);
});
