import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { commandArguments } from "./start/commands.ts";
import { tangle } from "./write/tangle.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function twice(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "stitch-cli-")));
  folders.push(root);
  cpSync(join(import.meta.dirname, "fixtures/stitch/twice-the-same/book"), join(root, "book"), { recursive: true });
  tangle(root);
  return root;
}

function edit(root: string, path: string, change: (text: string) => string): void {
  chmodSync(join(root, path), 0o644);
  writeFileSync(join(root, path), change(readFileSync(join(root, path), "utf8")));
}

function run(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandArguments("tangle/stitch-cli.ts"), ...args], {
    encoding: "utf8",
    cwd: join(import.meta.dirname, ".."),
  });
  return { code: status, out: stdout, err: stderr };
}

it("says what went where and ends with 0", () => {
  const root = twice();
  for (const path of ["src/a.ts", "src/b.ts"]) edit(root, path, (text) => text.replaceAll("let a = 1;", "let a = 2;"));
  expect(run("--root", root)).toEqual({
    code: 0,
    out: "src/a.ts:3 → book/01-one/index.md:15\nsrc/a.ts:7 → book/01-one/index.md:15\nsrc/b.ts:3 → book/01-one/index.md:15\n3 edits in the book, 1 chapter file written\n",
    err: "",
  });
  expect(run("--root", root)).toEqual({ code: 0, out: "nothing to stitch: src/ is as it was tangled\n", err: "" });
});

it("ends with 1 after a conflict, and after a refusal", () => {
  const root = twice();
  edit(root, "src/a.ts", (text) => text.replace("let a = 1;", "let a = 2;"));
  expect(run("--root", root)).toEqual({
    code: 1,
    out: "1 conflict marked in book/01-one/index.md; src/ is left as it is\n",
    err:
      "book/01-one/index.md:15:1: error[conflict]: the uses of a chunk were edited in different ways\n" +
      "  15 │ <<<<<<< src/a.ts:3\n     ╵ ~~~~~~~~~~~~~~~~~~\n  cure: keep what is right, remove the markers, then: npm run stitch\n",
  });
  const again = run("--root", root);
  expect([again.code, again.out]).toEqual([1, "nothing was written\n"]);
});

it("ends with 2 when it was called wrongly", () => {
  expect(run("--froce")).toEqual({ code: 2, out: "", err: "usage error: there is no option `--froce`\n  see: npm run stitch -- --help\n" });
  expect(run("--root", "/nowhere/at/all").code).toBe(2);
  const help = run("--help");
  expect([help.code, help.out.split("\n")[0]]).toEqual([0, "npm run stitch -- [options]"]);
});
