import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { bookFromFiles } from "../book/book.ts";
import { chunkGraph } from "../chunks/chunks.ts";
import { expandAt } from "../program/expand.ts";
import { layoutOf, type Layout } from "../program/layout.ts";
import { render } from "../text/diagnostic.ts";
import { compilersOfC, nativeFiles, pathWithout, squaresKernel, squaresYml, type NativeTexts } from "../testing/nativeBook.ts";
import { buildProgram, type BuildReport } from "./buildProgram.ts";
import { readBuilds } from "./builds.ts";
import { productCache } from "./buildCache.ts";
import { machineOf } from "./machine.ts";

const folders: string[] = [];
const path = process.env["PATH"];
afterEach(() => {
  process.env["PATH"] = path;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function emptyRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "build-"));
  folders.push(root);
  return root;
}

function layoutsOf(texts: NativeTexts): readonly Layout[] {
  const { book } = bookFromFiles("/book", nativeFiles(texts));
  if (book === null) throw new Error("no book");
  return expandAt(book, chunkGraph(book).graph, 0).map(layoutOf);
}

function built(root: string, texts: NativeTexts = {}, into?: string): BuildReport {
  const { builds } = readBuilds(texts.yml ?? squaresYml);
  return buildProgram({ root, layouts: layoutsOf(texts), builds, machine: machineOf(root), ...(into !== undefined && { into }) });
}

const said = ({ diagnostics }: BuildReport): string => diagnostics.map(render).join("");
const versionsIn = (root: string): readonly string[] => readdirSync(join(productCache(root), "squares.node"));

test("an addon in C is built, and Node loads it", () => {
  const { products, compiled, failed, skipped, diagnostics } = built(emptyRoot());
  expect([compiled, failed, skipped, diagnostics]).toEqual([["squares.node"], [], [], []]);
  const squares = createRequire(import.meta.url)(products.get("squares.node") ?? "") as (numbers: Float64Array) => number;
  expect(squares(Float64Array.of(2, 3, 6))).toBe(49);
});

test("what was built from the same is not built again; a changed source, header or command is", () => {
  const root = emptyRoot();
  const first = built(root);
  const again = built(root);
  expect([again.compiled, again.products]).toEqual([[], first.products]);
  const changed = [{ kernel: `${squaresKernel.replace("0;", "1;")}` }, { yml: squaresYml.replace("-O2", "-O1") }];
  for (const texts of changed) expect(built(root, texts).compiled).toEqual(["squares.node"]);
  expect(versionsIn(root)).toHaveLength(3);
  expect(built(root).compiled).toEqual([]);
});

test("a compiler's error stands at its line of the chapter, and leaves nothing behind", () => {
  const root = emptyRoot();
  const report = built(root, { kernel: "double sum = 0;\n\tfor (size_t i = 0; i < lenght; i++) sum += numbers[i];\nreturn sum;" });
  expect(said(report)).toBe(
    [
      "book/01-squares/index.md:18:25: error[native-build]: `lenght` undeclared (first use in this function); did you mean `length`?",
      "  18 │ \tfor (size_t i = 0; i < lenght; i++) sum += numbers[i];",
      "     ╵ \t                       ~~~~~~",
      "",
    ].join("\n"),
  );
  expect([report.products.size, report.failed]).toEqual([0, ["squares.node"]]);
  expect(versionsIn(root)).toEqual([]);
});

test("a compiler's warning is a warning, also when the product is there already", () => {
  const root = emptyRoot();
  const kernel = `int spare;\n${squaresKernel}`;
  const first = built(root, { kernel });
  const again = built(root, { kernel });
  expect([first.compiled, again.compiled]).toEqual([["squares.node"], []]);
  expect(said(again)).toBe(said(first));
  expect(said(again)).toContain("book/01-squares/index.md:17:5: warning[native-build]: unused variable `spare` [-Wunused-variable]\n");
});

test("an error in a chunk that is used twice is said once", () => {
  const twice = `\n\`\`\`c file=src/native/again.c\n#include "squares.h"\n\nstatic double again(const double *numbers, size_t length) {\n  <<Add the squares>>\n}\n\`\`\`\n`;
  expect(said(built(emptyRoot(), { kernel: "return lost;", more: twice })).match(/error\[/g)).toHaveLength(1);
});

test("a file that is not among the sources cannot be included", () => {
  const report = built(emptyRoot(), { yml: squaresYml.replace(", src/native/*.h", "") });
  expect(said(report)).toContain("error[native-build]: squares.h: No such file or directory");
  expect(report.failed).toEqual(["squares.node"]);
});

test.each([
  ["a program that fails without a message", "cc {addon} -o {out} {sources} -lnowhere", /^book\/book\.yml:3:3: error\[native-build\]: `squares\.node` cannot be built: `cc` ends with exit code 1\n/],
  ["commands that write nothing", "cc --version {out}", /^book\/book\.yml:3:3: error\[native-build\]: `squares\.node` cannot be built: its commands end well, and none writes `\{out\}`\n/],
])("%s: the error stands where the build is declared", (_, command, message) => {
  const yml = squaresYml.replace(/command: .*/, `command: ${command}`);
  expect(said(built(emptyRoot(), { yml }))).toMatch(message);
});

test("several commands are run one after the other, in one folder", () => {
  const yml = squaresYml.replace(/command: .*/, "command:\n      - cc -c -fPIC -I{headers} {sources}\n      - cc {addon} -o {out} squares.o addon.o");
  expect(built(emptyRoot(), { yml }).compiled).toEqual(["squares.node"]);
});

test("where a compiler is missing the build is skipped, with what installs it", () => {
  const bare = pathWithout(compilersOfC);
  folders.push(bare.path);
  process.env["PATH"] = bare.path;
  const report = built(emptyRoot());
  expect([report.products.size, report.failed, report.diagnostics]).toEqual([0, [], []]);
  expect(report.skipped.map(({ name, lacks }) => [name, lacks.map(({ what }) => what)])).toEqual([["squares.node", ["no C compiler"]]]);
});

test("a program that has none of a build's sources yet has no such build", () => {
  const { builds } = readBuilds(squaresYml);
  const root = emptyRoot();
  const layouts = layoutsOf({}).filter((layout) => !layout.path.startsWith("src/native/"));
  expect(buildProgram({ root, layouts, builds, machine: machineOf(root) })).toEqual({ products: new Map(), compiled: [], failed: [], skipped: [], diagnostics: [] });
});

test("a changed program is built into a folder of its own; what the book's cache has is taken from there", () => {
  const root = emptyRoot();
  const own = join(root, "mutant");
  built(root);
  expect(built(root, {}, own).products.get("squares.node")).toContain(productCache(root));
  expect(existsSync(own)).toBe(false);
  expect(built(root, { kernel: "return 0;" }, own).products.get("squares.node")?.startsWith(own)).toBe(true);
  expect(versionsIn(root)).toHaveLength(1);
});

test.each(["printed.json", "squares.node"])("a product whose %s was lost is built again", (name) => {
  const root = emptyRoot();
  rmSync(join(built(root).products.get("squares.node") ?? "", "..", name));
  expect(built(root).compiled).toEqual(["squares.node"]);
  expect(built(root).compiled).toEqual([]);
});
