import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { render } from "../text/diagnostic.ts";
import { tangle } from "../write/tangle.ts";
import { diskWriter } from "../disk/files.ts";
import { keepBundle } from "./bundle.ts";

const chapter = "book/01-throw/index.md";
const root = realpathSync(mkdtempSync(join(tmpdir(), "bundle-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeAll(() => {
  cpSync(join(import.meta.dirname, "../fixtures/stages/book"), join(root, "book"), { recursive: true });
  expect(tangle(root).diagnostics.map(render).join("")).toBe("");
});

function stage(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "../stage.mjs"), "--root", root, ...args], { encoding: "utf8", input: "in and out", cwd: join(import.meta.dirname, "../..") });
  return { code: status, out: stdout, err: stderr };
}

/** Whether the demonstration starts without the compiler: the record of its bundle is one of the program as it is. */
function bundleOf(name: string): string | null {
  const record = join(root, "output/.cache/stages", `${name}.json`);
  return existsSync(record) ? (JSON.parse(readFileSync(record, "utf8")) as { sha256: string }).sha256 : null;
}

/** Line and column of the first place where `text` stands in the chapter. */
function positionOf(text: string): string {
  const lines = (readFileSync(join(root, chapter), "utf8").split(text)[0] ?? "").split("\n");
  return `${chapter}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

const throwing = [
  ["plain", 'new RangeError("plain")', "RangeError: plain"],
  ["nested", "new TypeError(`nested", "TypeError: nested 🐉"],
  ["list", "new Error(tag)", "Error: list"],
  ["rejected", 'new Error("rejected")', "Error: rejected"],
] as const;

test("the first start keeps a bundle, under the chapter's number and its folder", () => {
  expect(stage("1", "arguments", "--help")).toEqual({ code: 0, out: '["--help"]\n', err: "" });
  expect(bundleOf("1")).not.toBeNull();
  expect(bundleOf("01-throw")).toBe(bundleOf("1"));
});

test.each(throwing)("from the bundle, too, an error names its place in the book, to the column: %s", (way, where, message) => {
  const { code, err } = stage("1", way);
  expect(err).toContain(message);
  expect(err.split("\n").find((line) => line.trimStart().startsWith("at "))).toContain(positionOf(where));
  expect(code).toBe(1);
});

test("from the bundle, too, the line of the chapter is quoted, and arguments, input and exit code are passed", () => {
  expect(stage("1", "nested").err).toContain('\tconst dragon = "🐉";\tthrow new TypeError(`nested ${dragon}`);');
  expect(stage("01-throw", "arguments", "--root", "x", "-1").out).toBe('["--root","x","-1"]\n');
  expect(stage("1", "echo").out).toBe("in and out");
  expect(stage("1", "exit", "7").code).toBe(7);
});

test("a bundle that was tampered with is made anew", () => {
  const [before, path] = [bundleOf("1"), join(root, "output/.cache/stages/01-throw.mjs")];
  writeFileSync(path, 'console.log("not the program");\n');
  expect(stage("1", "arguments").out).toBe("[]\n");
  expect(bundleOf("1")).toBe(before);
});

test("a bundle finds the native products of its program, and is made anew when their sources change", async () => {
  const [list, kernel, product] = ["output/builds.json", "output/kernel.c", "output/kernel.node"].map((path) => join(root, path)) as [string, string, string];
  const make = () => keepBundle(root, { path: "src/stages/01-throw.ts", names: ["01-throw"], native: { list, sources: [kernel] } });
  const found = (bundle: string | null) => spawnSync(process.execPath, ["-e", `process.on("exit", () => console.log(String(bookBuild("kernel.node")))); import("file://${bundle}").catch(() => {});`], { encoding: "utf8" }).stdout;
  writeFileSync(kernel, "int one;\n");
  const bundle = await make();
  expect(found(bundle)).toContain("undefined");
  writeFileSync(product, "");
  writeFileSync(list, JSON.stringify({ "kernel.node": "output/kernel.node" }));
  expect(found(bundle)).toContain(product);
  const inputs = () => (JSON.parse(readFileSync(join(root, "output/.cache/stages/01-throw.json"), "utf8")) as { inputs: Record<string, string> }).inputs;
  const before = inputs()[kernel];
  writeFileSync(kernel, "int two;\n");
  await make();
  expect(inputs()[kernel]).not.toBe(before);
  for (const path of [list, kernel, product]) rmSync(path);
  await keepBundle(root, { path: "src/stages/01-throw.ts", names: ["01-throw"] });
});

test("where nothing can be written there is no bundle", async () => {
  const readOnly = diskWriter(({ path }) => {
    throw Object.assign(new Error(`EROFS: read-only file system, '${path}'`), { code: "EROFS" });
  });
  expect(await keepBundle(root, { path: "src/stages/01-throw.ts", names: ["01-throw"] }, readOnly)).toBeNull();
});

test("after prose was written the places are those of now, although no line of the program has changed", () => {
  const text = readFileSync(join(root, chapter), "utf8");
  writeFileSync(join(root, chapter), text.replace(/\n\n/, "\n\nThree\n\nmore\n\nlines.\n\n"));
  expect(tangle(root).diagnostics.map(render).join("")).toBe("");
  const { err } = stage("1", "plain");
  expect(err).toContain(positionOf('new RangeError("plain")'));
});

test("a program that was edited by hand runs as edited, and is refused where it is no TypeScript", () => {
  const path = join(root, "src/list.ts");
  chmodSync(path, 0o644);
  writeFileSync(path, 'export function failInList(): void {\n  throw new Error("mine");\n}\n');
  for (const start of ["first", "second"]) expect(stage("1", "list").err, start).toContain("src/list.ts:2:9");
  writeFileSync(path, "export function failInList(: void {}\n");
  expect(stage("1", "list").err).toContain('src/list.ts:1:28: Expected identifier but found ":"');
});
