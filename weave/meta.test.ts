import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { render } from "../tangle/index.ts";
import { filesOf } from "./files.ts";
import { lastChange } from "./lastChange.ts";
import { metaOf } from "./meta.ts";

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "meta-"));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true });
});

const read = (yml: string) => metaOf(filesOf(new Map([["book/book.yml", yml]])), () => "1980-01-01");
const messages = (yml: string): string => read(yml).diagnostics.map(render).join("");

test("a title is enough", () => {
  expect(read("title: A Book\n")).toEqual({
    meta: {
      title: "A Book",
      subtitle: null,
      authors: [],
      language: "en",
      date: "1980-01-01",
      licence: { code: null, text: null },
      site: null,
      repository: null,
      edit: null,
      report: null,
      description: null,
      front: [],
      plan: [],
      identifier: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
    },
    diagnostics: [],
  });
});

test("everything may be said", () => {
  const { meta, diagnostics } = read(`title: 1984
subtitle: A subtitle
authors:
  - One Author
  - name: Another
language: en-GB
date: 2026-02-28
licence: { code: MIT, text: CC BY 4.0 }
site: https://example.org/book/
repository: https://example.org/repo
edit: https://example.org/edit/{path}
report: https://example.org/new?about={title}
description: >
  Two
  lines
identifier: urn:isbn:9780000000000
`);
  expect(diagnostics).toEqual([]);
  expect(meta).toEqual({
    title: "1984",
    subtitle: "A subtitle",
    authors: ["One Author", "Another"],
    language: "en-GB",
    date: "2026-02-28",
    licence: { code: "MIT", text: "CC BY 4.0" },
    site: "https://example.org/book",
    repository: "https://example.org/repo",
    edit: "https://example.org/edit/{path}",
    report: "https://example.org/new?about={title}",
    description: "Two lines\n",
    identifier: "urn:isbn:9780000000000",
    front: [],
    plan: [],
  });
});

test("the identifier follows from the title", () => {
  const identifier = (title: string): string => read(`title: ${title}\n`).meta.identifier;
  expect(identifier("A")).toBe(identifier("A"));
  expect(identifier("A")).not.toBe(identifier("B"));
});

test("what is wrong is reported at its key, all at once", () => {
  expect(messages("titel: A Book\ndate: 2026-02-30\nauthors: 7\nlanguage: English!\nlicence: { prose: MIT }\nsite: example.org\n")).toBe(
    `book/book.yml:1:1: warning[unknown-key]: \`book.yml\` has no key \`titel\`; it is not read
  1 │ titel: A Book
    ╵ ~~~~~
  cure: did you mean \`title\`?
book/book.yml:2:1: error[wrong-type]: \`date\` must be a date such as 2026-03-31
  2 │ date: 2026-02-30
    ╵ ~~~~
book/book.yml:3:1: error[wrong-type]: \`authors\` must be a name or a list of names
  3 │ authors: 7
    ╵ ~~~~~~~
book/book.yml:4:1: error[wrong-type]: \`language\` must be a language tag such as \`en\` or \`en-GB\`
  4 │ language: English!
    ╵ ~~~~~~~~
book/book.yml:5:1: error[wrong-type]: \`licence\` must be a licence's name, or \`code\` and \`text\` with one each
  5 │ licence: { prose: MIT }
    ╵ ~~~~~~~
book/book.yml:6:1: error[wrong-type]: \`site\` must be an address that begins with \`https://\`
  6 │ site: example.org
    ╵ ~~~~
book/book.yml:1:1: error[missing-title]: \`book.yml\` has no \`title\`
  1 │ titel: A Book
    ╵ ~
`,
  );
});

test("what is not YAML is reported at its line", () => {
  expect(messages("title: A\nauthors: [One\ndate: x\n")).toBe(
    `book/book.yml:3:1: error[invalid-yaml]: this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]
  3 │ date: x
    ╵ ~
`,
  );
  expect(messages("title: *nothing\n")).toBe(
    `book/book.yml:1:8: error[invalid-yaml]: write the value itself instead of an alias
  1 │ title: *nothing
    ╵        ~~~~~~~~
`,
  );
  expect(messages("- a\n")).toBe(`book/book.yml:1:1: error[missing-title]: \`book.yml\` has no \`title\`
  1 │ - a
    ╵ ~
`);
});

test("a title without words is a mistake, and so is an empty file; other keys may be left empty", () => {
  expect(read("title: A\nsubtitle:\nauthors:\nlicence:\n")).toEqual(read("title: A\n"));
  expect(messages("title:\n")).toBe(`book/book.yml:1:1: error[wrong-type]: \`title\` must be text
  1 │ title:
    ╵ ~~~~~
`);
  expect(messages("")).toBe("book/book.yml:1:1: error[missing-title]: `book.yml` has no `title`\n  1 │ \n    ╵ ~\n");
});

test("a book without `book.yml` is refused", () => {
  const { diagnostics } = metaOf(filesOf(new Map()), () => "");
  expect(diagnostics.map(render).join("")).toBe("book/book.yml: error[missing-file]: a book needs `book.yml` with its `title`\n");
});

test("the date is that of the last commit that touched the book", () => {
  const root = folder();
  expect(lastChange(root)).toBe("1980-01-01");
  const git = (...given: string[]): void => {
    const env = { ...process.env, GIT_AUTHOR_DATE: "2001-02-03T04:05:06Z", GIT_COMMITTER_DATE: "2001-02-03T04:05:06Z" };
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...given], { cwd: root, env });
  };
  mkdirSync(join(root, "book"));
  writeFileSync(join(root, "book/book.yml"), "title: A\n");
  git("init", "-q");
  expect(lastChange(root)).toBe("1980-01-01");
  git("add", "book");
  git("commit", "-qm", "Begin");
  expect(lastChange(root)).toBe("2001-02-03");
});

test("a plan has parts with titles and chapters, and nothing else", () => {
  const plan = "title: A\nplan:\n  - title: One\n    question: Why?\n    chapters: [01-a, 2 B]\n  - title: Two\n    chapters: []\n";
  expect(read(plan).meta.plan).toEqual([{ title: "One", question: "Why?", chapters: ["01-a", "2 B"] }, { title: "Two", question: null, chapters: [] }]);
  for (const wrong of ["plan: soon", "plan: [{ title: One }]", "plan: [{ title: One, chapters: [1] }]", "plan: [{ title: One, chapters: [], answer: x }]"]) {
    expect(messages(`title: A\n${wrong}\n`)).toContain("error[wrong-type]: `plan` must be a list of parts with `title` and `chapters`, a list of folders and titles, and perhaps a `question`");
  }
});

test("the front page shows ids", () => {
  expect(read("title: A\nfront: [preface, fig-a]\n").meta.front).toEqual(["preface", "fig-a"]);
  expect(messages("title: A\nfront: preface\n")).toContain("error[wrong-type]: `front` must be a list of ids of pages, figures, tables and cells");
});
