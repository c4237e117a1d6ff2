import { afterEach, expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { sharedNames } from "./names.ts";
import { prove } from "../proving/prove.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";
import { unitsOf } from "./units.ts";

let book: SmallBook | null = null;
afterEach(() => book?.remove());

const figure = (name: string): string => `:::figure{alt="x"}\n\`\`\`ts figure="${name}"\n1\n\`\`\`\n\nA.\n:::\n`;
const run = (id: string, code = ""): string => `\`\`\`ts run${id}\n${code}\n\`\`\`\n`;

function said(texts: Readonly<Record<string, string>>): string {
  book = smallBook(texts);
  return sharedNames(book.read().book.sections.map((section) => unitsOf(section, "").units)).map(render).join("");
}

test("two sections of a chapter may not have figures of one name", () => {
  expect(said({ "01-a/index.md": `# A\n\n${figure("cups")}`, "01-a/b.md": `# B\n\n${figure("Cups")}` })).toBe(
    "book/01-a/b.md:4:4: error[duplicate-id]: another section of the chapter has a cell called `Cups`, and drawings are filed under that name\n" +
      '  4 │ ```ts figure="Cups"\n    ╵    ~~~~~~~~~~~~~~~~\nbook/01-a/index.md:4:4: note: it is here\n',
  );
});

test("nor a figure the name of another section's cell", () => {
  expect(said({ "01-a/index.md": `# A\n\n${figure("cups")}`, "01-a/b.md": `# B\n\n${run(' id="cups"')}` })).toContain("book/01-a/b.md:3:4: error[duplicate-id]");
});

test("chapters may, and cells without a name of their own are told apart by their section", async () => {
  const shows = (letter: string): string => run("", `show(graphviz("graph { ${letter} }"));`);
  const texts = { "01-a/index.md": `# A\n\n${figure("cups").replace("1\n", 'graphviz("graph { a }")\n')}\n${shows("a")}`, "01-a/b.md": `# B\n\n${shows("b")}`, "02-c/index.md": "# C\n" };
  expect(said({ ...texts, "02-c/index.md": `# C\n\n${figure("cups")}` })).toBe("");
  for (const [path, text] of Object.entries(texts)) book?.write(path, text);
  const order = { root: book?.root ?? "", chapters: [], runs: "stale", jobs: 2, command: "", progress: () => {} } as const;
  expect(await prove({ ...order, writes: "evidence and outputs" })).toMatchObject({ diagnostics: [] });
  expect(await prove({ ...order, writes: "nothing" })).toMatchObject({ diagnostics: [], ran: { sections: 0 } });
});
