import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { render } from "../text/diagnostic.ts";
import { tangle } from "../write/tangle.ts";
import { buildBook } from "./buildBook.ts";
import { staleIn } from "./kept.ts";
import { machineOf } from "./machine.ts";
import { productsIn } from "./products.ts";

const yml = `title: Kernels
builds:
  kernels.ptx:
    sources: [src/kernels.cu, src/*.cuh]
    command: upper {sources} {out}
    kept: book/builds/kernels.ptx
`;
const path = process.env["PATH"];
let root: string;
let programs: string;

const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
};
const chapter = (kernel: string): string => `# Kernels\n\n\`\`\`cuda file=src/kernels.cu\n${kernel}\n\`\`\`\n\n\`\`\`cuda file=src/words.cuh\nint word;\n\`\`\`\n`;
const kept = (): string => readFileSync(join(root, "book/builds/kernels.ptx"), "utf8");
const built = (): string => buildBook(root, machineOf(root)).diagnostics.map(render).join("");
const stale = (): string => staleIn(root).map(render).join("");
const asItIs = [
  "book/book.yml:3:3: error[stale-product]: `book/builds/kernels.ptx` is not what the sources of `kernels.ptx` give",
  "  3 │   kernels.ptx:",
  "    ╵   ~~~~~~~~~~~",
  "  cure: `npm run build` renews it on a machine with `upper`",
  "",
].join("\n");

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "kept-"));
  programs = join(root, "programs");
  // a compiler that writes its source in capital letters
  write("programs/upper", '#!/bin/sh\n[ "$1" = --version ] && echo upper 1.0 && exit\ntr a-z A-Z < "$1" > "$2"\n');
  chmodSync(join(programs, "upper"), 0o755);
  process.env["PATH"] = `${programs}${delimiter}${path}`;
  write("book/contents.md", "# Kernels\n\n- [Kernels](01-kernels/index.md)\n");
  write("book/book.yml", yml);
  write("book/01-kernels/index.md", chapter("int first;"));
  tangle(root);
});
afterEach(() => {
  process.env["PATH"] = path;
  rmSync(root, { recursive: true, force: true });
});

test("a product that was made is kept, below a line that says what it was made from, and found where it is kept", () => {
  expect([stale(), built(), stale()]).toEqual([asItIs, "", ""]);
  expect(kept()).toMatch(/^\/\/ Made by `npm run build` from sources [0-9a-f]{64}, with the text [0-9a-f]{64}\.\n/);
  expect(kept()).toContain("INT FIRST;");
  expect(productsIn(root).get("kernels.ptx")).toBe(join(root, "book/builds/kernels.ptx"));
});

test("a machine without the compiler takes what is kept", () => {
  built();
  process.env["PATH"] = path;
  rmSync(join(root, "output"), { recursive: true });
  const { report, diagnostics } = buildBook(root, machineOf(root));
  expect([report?.skipped, report?.compiled, diagnostics]).toEqual([[], [], []]);
  expect(report?.products.get("kernels.ptx")).toBe(join(root, "book/builds/kernels.ptx"));
});

test.each<[string, () => void]>([
  ["a source", () => write("book/01-kernels/index.md", chapter("int second;"))],
  ["a header", () => write("book/01-kernels/index.md", chapter("int first;").replace("int word", "int other"))],
  ["the command", () => write("book/book.yml", yml.replace("upper {sources}", "upper  ./src/kernels.cu"))],
  ["the kept text", () => write("book/builds/kernels.ptx", kept().replace("FIRST", "FORGED"))],
])("where %s has changed, the kept product is stale; it is an error without the compiler, and made again with it", (_, change) => {
  built();
  change();
  tangle(root);
  process.env["PATH"] = path;
  expect([stale(), built()]).toEqual([asItIs, asItIs]);
  process.env["PATH"] = `${programs}${delimiter}${path}`;
  expect([built(), stale()]).toEqual(["", ""]);
});

test("a book without kept products has nothing that could be stale", () => {
  write("book/book.yml", "title: Kernels\n");
  expect(staleIn(root)).toEqual([]);
  expect(existsSync(join(root, "book/builds"))).toBe(false);
});
