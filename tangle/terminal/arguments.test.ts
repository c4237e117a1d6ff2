import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readArguments, type CommandSpec } from "./arguments.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "arguments-")));
afterAll(() => rmSync(root, { recursive: true }));

const command: CommandSpec = {
  call: "npm run brew --",
  purpose: "Makes tea.",
  options: [
    { name: "strong", help: "steep it longer" },
    { name: "cup", value: "FILE", help: "where it goes" },
  ],
  notes: "Exit codes: 0, 2.",
};

test("flags, values and the root are read, with `=` or a space between", () => {
  const given = readArguments(command, ["--strong", "--cup=blue", "--root", root]);
  expect(given).toEqual({ kind: "run", root, flags: new Set(["strong"]), values: new Map([["cup", "blue"], ["root", root]]), rest: [] });
});

test("the help shows the purpose, every option and the notes, whatever else is asked", () => {
  expect(readArguments(command, ["--strong", "--help"])).toEqual({
    kind: "help",
    text: `npm run brew -- [options]

Makes tea.

  --strong    steep it longer
  --cup FILE  where it goes
  --root DIR  the folder that holds book/ (default: the current one)
  --help      show this

Exit codes: 0, 2.
`,
  });
});

describe("usage errors", () => {
  test.each([
    [["--stong"], "there is no option `--stong`; did you mean `--strong`?"],
    [["--quick"], "there is no option `--quick`"],
    [["-s"], "there is no option `-s`"],
    [["--strong=yes"], "`--strong` takes no value"],
    [["--cup"], "`--cup` needs a value: --cup FILE"],
    [["--cup", "--strong"], "`--cup` needs a value: --cup FILE"],
    [["--cup="], "`--cup` needs a value: --cup FILE"],
    [["milk"], "nothing is expected after the options, found `milk`"],
    [["--root", "/no/such/folder"], "--root: there is no folder `/no/such/folder`"],
  ])("%j", (argv, mistake) => {
    expect(readArguments(command, argv)).toEqual({ kind: "usage", message: `usage error: ${mistake}\n  see: npm run brew -- --help\n` });
  });
});

test("a command that says so takes what stands after its options", () => {
  expect(readArguments({ ...command, rest: "LEAF …" }, ["--root", root, "mint", "--", "--sage"])).toMatchObject({ rest: ["mint", "--sage"] });
});
