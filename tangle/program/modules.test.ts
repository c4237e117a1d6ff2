import { expect, test } from "vitest";
import { ModuleGraph, programPath } from "./modules.ts";

test("what is reached is followed to its end, in circles too, and packages are not part of the program", () => {
  const files = new Map([
    ["src/a.test.ts", 'import "vitest"; import "./deep/b.ts"; import "./missing.ts";'],
    ["src/deep/b.ts", 'import "../c.ts";'],
    ["src/c.ts", 'import "#src/deep/b.ts"; new URL("./data.json", import.meta.url);'],
    ["src/data.json", "{}"],
    ["src/other.ts", 'import "./c.ts";'],
  ]);
  const graph = new ModuleGraph(files);
  expect(graph.reachedFrom(["src/a.test.ts"])).toEqual(["src/a.test.ts", "src/c.ts", "src/data.json", "src/deep/b.ts"]);
  expect(graph.reachedFrom(["src/missing.ts"])).toEqual([]);
});

test("a module that imports what is only known when it runs may reach all of the program", () => {
  const graph = new ModuleGraph(new Map([["src/a.ts", "await import(name);"], ["src/b.ts", ""]]));
  expect(graph.reachedFrom(["src/a.ts"])).toEqual(["src/a.ts", "src/b.ts"]);
});

test("`#src/` is the program's own folder", () => {
  expect([programPath("#src/a/../b.ts"), programPath("./b.ts"), programPath("vitest")]).toEqual(["src/b.ts", null, null]);
});
