import { expect, test } from "vitest";
import { circularEdges, floorsOf, folderGraph, withoutEdges, type ModuleGraph } from "./moduleGraph.ts";

const modules: ModuleGraph = new Map([
  ["area/cli.ts", ["area/a/top.ts", "other/index.ts"]],
  ["area/a/top.ts", ["area/a/deep/inner.ts", "area/b/one.ts"]],
  ["area/a/deep/inner.ts", ["area/c/ground.ts"]],
  ["area/b/one.ts", ["area/c/ground.ts"]],
  ["area/b/one.test.ts", ["area/cli.ts"]],
  ["area/c/ground.ts", []],
]);

test("a folder imports what the modules in it import; tests and other areas do not count", () => {
  const folders = folderGraph(modules, "area");
  expect(Object.fromEntries([...folders].map(([node, imports]) => [node, [...imports]]))).toEqual({
    "area/cli.ts": ["area/a"], "area/a": ["area/b", "area/c"], "area/b": ["area/c"], "area/c": [],
  });
  expect(floorsOf(folders)).toEqual([["area/c"], ["area/b"], ["area/a"], ["area/cli.ts"]]);
  expect(circularEdges(folders)).toEqual([]);
});

test("a circle is found by all its edges, and what stands on it has no floor", () => {
  const folders = folderGraph(new Map([...modules, ["area/c/ground.ts", ["area/d/x.ts"]], ["area/d/x.ts", ["area/b/one.ts"]]]), "area");
  expect(circularEdges(folders)).toEqual(["area/b → area/c", "area/c → area/d", "area/d → area/b"]);
  expect(floorsOf(folders)).toEqual([]);
  const open = withoutEdges(folders, ["area/d → area/b"]);
  expect(circularEdges(open)).toEqual([]);
  expect(floorsOf(open)).toEqual([["area/d"], ["area/c"], ["area/b"], ["area/a"], ["area/cli.ts"]]);
});
