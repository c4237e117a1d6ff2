import { expect, test } from "vitest";
import { ModuleGraph } from "../program/modules.ts";
import { render } from "../text/diagnostic.ts";
import { readBuilds } from "./builds.ts";
import { buildReader, buildsNamedIn, buildsReached } from "./buildsReached.ts";
import { missingSources } from "./sources.ts";

const yml = `builds:
  a.node:
    sources: [src/a/*.c, src/shared.h]
    command: cc {addon} -o {out} {sources}
  b.node:
    sources: src/b.c
    command: cc {addon} -o {out} {sources}
`;
const { builds } = readBuilds(yml);
const files = new Map([
  ["src/a.ts", 'globalThis.bookBuild?.("a.node")'],
  ["src/b.ts", "globalThis.bookBuild?.('b.node')"],
  ["src/user.ts", 'import "./a.ts";'],
  ["src/a/one.c", "int one; // first\n"],
  ["src/a/two.c", "int two;\n"],
  ["src/b.c", "int b;\n"],
  ["src/shared.h", "int shared;\n"],
]);
const namedIn = (text: string): readonly string[] => buildsNamedIn([text], builds).map(({ name }) => name);

test.each([
  ['bookBuild?.("a.node")', ["a.node"]],
  ["bookBuild('b.node'), bookBuild(`a.node`)", ["a.node", "b.node"]],
  ["// a.node is not quoted here", []],
  ['"./a.node", "a.nodes", "ba.node"', []],
])("the builds that `%s` names", (text, names) => {
  expect(namedIn(text)).toEqual(names);
});

const before = buildsReached([files.get("src/a.ts") ?? ""], builds, files);
const after = (path: string, text: string): readonly string[] => buildsReached([files.get("src/a.ts") ?? ""], builds, new Map([...files, [path, text]]));

test.each<[string, string, string, boolean]>([
  ["a source", "src/a/one.c", "int one = 1;\n", true],
  ["a header", "src/shared.h", "long shared;\n", true],
  ["a new source that a pattern names", "src/a/three.c", "int three;\n", true],
  ["a comment of a source", "src/a/one.c", "/* the first */\nint one;\n", false],
  ["a source of another build", "src/b.c", "int c;\n", false],
])("what a module reaches differs when %s changes: %s", (_, path, text, differs) => {
  expect(JSON.stringify(after(path, text)) !== JSON.stringify(before)).toBe(differs);
});

test("a changed command changes what is reached, and the compiler is no part of it", () => {
  const optimized = readBuilds(yml.replace("cc {addon} -o {out} {sources}\n  b", "cc -O3 {addon} -o {out} {sources}\n  b")).builds;
  expect(buildsReached([files.get("src/a.ts") ?? ""], optimized, files)).not.toEqual(before);
  expect(before[0]).toBe('a.node [["cc","{addon}","-o","{out}","{sources}"]]');
});

test("modules that name no product reach no native code", () => {
  expect(buildsReached(["import 'x';"], builds, files)).toEqual([]);
});

test("a module that names a product reaches its sources as if it imported them", () => {
  const graph = new ModuleGraph(files, buildReader(builds, [...files.keys()]));
  expect(graph.reachedFrom(["src/user.ts"])).toEqual(["src/a.ts", "src/a/one.c", "src/a/two.c", "src/shared.h", "src/user.ts"]);
});

test("a pattern that names no file of the program is a mistake, with what was probably meant", () => {
  const wrong = readBuilds("builds:\n  a.node:\n    sources: [src/a/onee.c, src/cuda/*.cu, src/shared.h]\n    command: cc -o {out} {sources}\n").builds;
  expect(missingSources(wrong, [...files.keys()]).map(render).join("")).toBe(
    [
      "book/book.yml:3:15: error[missing-source]: no file of the program is `src/a/onee.c`",
      "  3 │     sources: [src/a/onee.c, src/cuda/*.cu, src/shared.h]",
      "    ╵               ~~~~~~~~~~~~",
      "  cure: write `src/a/one.c`",
      "book/book.yml:3:29: error[missing-source]: no file of the program is `src/cuda/*.cu`",
      "  3 │     sources: [src/a/onee.c, src/cuda/*.cu, src/shared.h]",
      "    ╵                             ~~~~~~~~~~~~~",
      "",
    ].join("\n"),
  );
});
