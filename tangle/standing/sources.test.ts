import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sha256 } from "../text/hash.ts";
import { sourcesAt, sourcesHash } from "./sources.ts";

let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "sources-")));
  write("book/contents.md", "# A Book\n");
  write("LICENSE", "mine\n");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const all = (): ReadonlyMap<string, string> => sourcesAt(root) ?? new Map([["nobody knows", ""]]);
const paths = (): readonly string[] => [...all().keys()].filter((path) => !path.startsWith("tools:"));
const hash = (): string => sourcesHash(all());

test("every file counts, by its content; what is hidden, packages and editions do not", () => {
  for (const path of [".git/HEAD", "src/.maps/a.map", "node_modules/a/index.js", "output/html/index.html"]) write(path, "");
  write("src/a.ts", "");
  expect(paths()).toEqual(["LICENSE", "book/contents.md", "src/a.ts"]);
  expect(all().get("LICENSE")).toBe(sha256("mine\n"));
});

test.each<readonly [string, () => void]>([
  ["changes", () => write("book/contents.md", "# A book\n")],
  ["is new", () => write("book/data/names.txt", "")],
  ["goes", () => rmSync(join(root, "LICENSE"))],
  ["has another name", () => (rmSync(join(root, "LICENSE")), write("LICENCE", "mine\n"))],
])("another hash where a file %s, and the same one again where that is undone", (_, change) => {
  const before = hash();
  change();
  expect(hash()).not.toBe(before);
  rmSync(root, { recursive: true });
  write("book/contents.md", "# A Book\n");
  write("LICENSE", "mine\n");
  expect(hash()).toBe(before);
});

test("the tools count, with what they read beside their modules, without their tests", () => {
  const tools = [...all().keys()].filter((path) => path.startsWith("tools:"));
  expect(tools).toEqual(expect.arrayContaining(["tools:package-lock.json", "tools:tangle/cli.ts", "tools:prove/cli.ts", "tools:weave/html/theme/page.css", "tools:weave/pdf/template/book.typ"]));
  expect(tools.filter((path) => path.endsWith(".test.ts") || path.includes("/fixtures/"))).toEqual([]);
});

test("a linked folder is read through its link, and one that leads back up is refused", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
  writeFileSync(join(elsewhere, "beans.txt"), "beans");
  symlinkSync(elsewhere, join(root, "book/data"));
  expect(paths()).toEqual(["LICENSE", "book/contents.md", "book/data/beans.txt"]);
  symlinkSync(root, join(elsewhere, "up"));
  expect(sourcesAt(root)).toBeNull();
  rmSync(elsewhere, { recursive: true });
});

test("a file and a link to the same are told apart", () => {
  const before = all().get("LICENSE");
  renameSync(join(root, "LICENSE"), join(root, ".mine"));
  symlinkSync(".mine", join(root, "LICENSE"));
  expect(all().get("LICENSE")).not.toBe(before);
});

test("a link that leads nowhere can be read by nobody", () => {
  symlinkSync("nowhere", join(root, "book/lost.md"));
  expect(sourcesAt(root)).toBeNull();
});
