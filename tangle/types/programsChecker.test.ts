import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import ts from "typescript";
import { bookFromFiles } from "../book/book.ts";
import { chunkGraph } from "../chunks/chunks.ts";
import type { Layout } from "../program/layout.ts";
import { programAt } from "../program/program.ts";
import { render } from "../text/diagnostic.ts";
import { programsChecker } from "./programsChecker.ts";
import { globalNames, shapeOf } from "./shapes.ts";
import { typeChecker } from "./typecheck.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "programs-")));
afterAll(() => rmSync(root, { recursive: true }));

function layouts(files: Readonly<Record<string, string>>): readonly Layout[] {
  const fences = Object.entries(files).map(([path, text]) => `\`\`\`ts file=src/${path}\n${text}\n\`\`\`\n`);
  const { book } = bookFromFiles(root, new Map([["book/contents.md", "# A\n\n- [A](01-a/index.md)\n"], ["book/01-a/index.md", `# A\n\n${fences.join("\n")}`]]));
  if (book === null) throw new Error("the contents cannot be read");
  return programAt(book, chunkGraph(book).graph, { chapter: 0, target: root }).layouts;
}

/** Modules of which each program has one version, or none where that is "". */
const versions: Readonly<Record<string, readonly string[]>> = {
  "cup.ts": ["export interface Cup { readonly size: number }", "export interface Cup { readonly size: string }", "export interface Cup { readonly size: number; readonly lid?: boolean }", ""],
  "shelf.ts": ['import type { Cup } from "./cup.ts";\nexport const shelf = (): Cup => ({ size: 1 });', 'import type { Cup } from "#src/cup.ts";\nexport const shelf = (): Cup => {\n  const size = 2;\n  return { size };\n};', 'export { type Cup } from "./cup.ts";\nexport const shelf = () => ({ size: 3 });'],
  "mill.ts": ["declare global {\n  var beans: number | undefined;\n}\nexport const grind = (): void => undefined;", "declare global {\n  var beans: string | undefined;\n}\nexport const grind = (): void => undefined;", "declare global {\n  interface Array<T> { readonly beans?: T }\n}\nexport {};", ""],
  "use.ts": ['import { shelf } from "./shelf.ts";\nexport const size: number = shelf().size;', 'import { shelf } from "./shelf.ts";\nexport const { size } = shelf();\nexport const text: string = size;'],
  "far.ts": ['import { size } from "./use.ts";\nexport const more = size + (globalThis.beans ?? 0);\nexport const sure: number = more;', 'import { size } from "./use.ts";\nexport const sure: number = size * 2;\nexport const none: number | undefined = [1].beans;'],
};

test("it finds the mistakes that TypeScript's own incremental check finds, whatever changed from program to program", () => {
  const [ours, reference] = [programsChecker(root), typeChecker(root)];
  const isSameFor = (files: Readonly<Record<string, string>>): void => {
    const all = layouts(Object.fromEntries(Object.entries(files).filter(([, text]) => text !== "")));
    const said = (checker: typeof ours): readonly string[] => checker.check(all).map(render).sort();
    expect(said(ours)).toEqual(said(reference));
  };
  const sound = Object.fromEntries(Object.entries(versions).map(([path, [text = ""]]) => [path, text]));
  for (const [path, texts] of Object.entries(versions)) {
    for (const text of texts) for (const files of [sound, { ...sound, [path]: text }]) isSameFor(files);
  }
  expect(ours.check(layouts(sound))).toEqual([]);
  const program = fc.record(Object.fromEntries(Object.entries(versions).map(([path, texts]) => [path, fc.constantFrom(...texts)])));
  fc.assert(fc.property(program, isSameFor), { numRuns: 20 });
});

test("what a function does inside is no part of a module's shape; what is inferred makes all of it one", () => {
  const options: ts.CompilerOptions = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023 };
  const shape = (text: string): string => shapeOf(text, options);
  expect(shape("export function f(x: number): number { return x; }")).toBe(shape("export function f(x: number): number {\n  const y = x;\n  return y + 1;\n}"));
  expect(shape("export function f(x: number): number { return x; }")).not.toBe(shape("export function f(x: number): string { return `${x}`; }"));
  expect(shape("export const f = (x: number) => g(x);")).toBe("export const f = (x: number) => g(x);");
});

test("global variables are named, and anything else that is declared for all modules is not", () => {
  expect(globalNames("export const a = 1;")).toEqual([]);
  expect(globalNames("declare global {\n  var a: number, b: string;\n  /** c */\n  var c: undefined;\n}\nexport {};")).toEqual(["a", "b", "c"]);
  for (const inside of ["interface Window { a: number }", "var a: number; function f(): void;", ""]) expect(globalNames(`declare global {\n  ${inside}\n}\nexport {};`)).toBe("any");
});
