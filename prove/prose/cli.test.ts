import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { commandArguments } from "../../tangle/index.ts";
import { rules } from "./rules.ts";

/** The figures of a section of one sentence. */
const sentences = (words: number): string => [
  "the sentences of each section’s main line: words, and the share of long and of passive ones",
  "        sentences  median  90 %  over 35  passive",
  "─────────────────────────────────────────────────",
  `1  One          1       ${words}     ${words}      0 %      0 %`,
  "",
].join("\n");

const folder = mkdtempSync(join(tmpdir(), "lint-prose-"));
afterAll(() => rmSync(folder, { recursive: true }));

function lint(...args: readonly string[]): { readonly code: number | null; readonly said: string; readonly complained: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandArguments("prove/prose/cli.ts"), ...args], { encoding: "utf8" });
  return { code: status, said: stdout, complained: stderr };
}

function book(name: string, text: string): string {
  const root = join(folder, name);
  mkdirSync(join(root, "book/01-one"), { recursive: true });
  writeFileSync(join(root, "book/contents.md"), "# A\n\n- [One](01-one/index.md)\n");
  writeFileSync(join(root, "book/book.yml"), "title: A\n");
  writeFileSync(join(root, "book/01-one/index.md"), text);
  return root;
}

test("an error in the prose exits with 1, after the report", () => {
  const { code, said, complained } = lint("--root", book("wrong", "# One\n\nIt costs 2.41 and and more.\n"));
  expect(code).toBe(1);
  expect(complained).toBe(
    [
      "book/01-one/index.md:3:10: error[typed-number]: the decimal `2.41` is typed by hand, and no cell, citation or formula stands behind it",
      "  3 │ It costs 2.41 and and more.",
      "    ╵          ~~~~",
      "  cure: compute it in an inline cell, cite its source in the sentence, or set it as mathematics if it is given",
      "",
      "book/01-one/index.md:3:15: warning[repeated-word]: `and` stands twice",
      "  3 │ It costs 2.41 and and more.",
      "    ╵               ~~~~~~~",
      "",
      "",
    ].join("\n"),
  );
  expect(said).toBe(`no chapter shows code\n\n${sentences(6)}\n1 error, 1 warning\n`);
});

test("a warning alone, or nothing, exits with 0", () => {
  expect(lint("--root", book("warned", "# One\n\nMore and and more.\n")).code).toBe(0);
  expect(lint("--root", book("right", "# One\n\nNothing to see.\n"))).toEqual({ code: 0, said: `no chapter shows code\n\n${sentences(3)}\nno rule is broken\n`, complained: "" });
});

test("the words that `book/terms.yml` forbids are warnings until `book.yml` makes them errors", () => {
  const root = book("terms", "# One\n\nTurn the knob.\n");
  writeFileSync(join(root, "book/terms.yml"), "- { term: parameter, means: A number., not: [knob] }\n");
  const { code, complained } = lint("--root", root);
  expect(code).toBe(0);
  expect(complained).toContain("book/01-one/index.md:3:10: warning[forbidden-word]: `knob` must not stand for `parameter`\n");
  writeFileSync(join(root, "book/book.yml"), "title: A\nenforceTerms: all\n");
  expect(lint("--root", root).code).toBe(1);
});

test("a book that cannot be read exits with 1, a wrong command line with 2", () => {
  const { code, complained } = lint("--root", book("broken", "# One\n\n```ts\nx\n```\n"));
  expect(code).toBe(1);
  expect(complained).toContain("book/01-one/index.md:3:4: error[missing-role]: a `ts` fence needs a role");
  expect(lint("--fix")).toEqual({ code: 2, said: "", complained: "usage error: there is no option `--fix`\n  see: npm run lint:prose -- --help\n" });
});

test("each rule stands with its reason in the help and in the README", () => {
  const { said } = lint("--help");
  const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
  for (const { codes, severity, says, because } of rules) {
    expect(said).toContain(`${codes.join(", ")} (${severity})`);
    expect(readme).toContain(`| ${codes.map((code) => `\`${code}\``).join(", ")} | ${severity} | ${says} | ${because} |`);
  }
});
