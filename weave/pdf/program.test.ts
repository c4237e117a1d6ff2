import { expect, test } from "vitest";
import { createHighlighter } from "../highlight.ts";
import { smallBook } from "../testing/smallBook.ts";
import { apartSource, pageOfProgram } from "./apart.ts";
import { placeInBook, programTexts } from "./program.ts";
import { sessionsOf } from "./session.ts";
import { setAsideIn } from "./setAside.ts";

const fence = (head: string, code: string): string => `\`\`\`text ${head}\n${code}\n\`\`\`\n`;

/** The companion of a book, from its first chapter on, without the code's lines. */
async function companionOf(texts: Readonly<Record<string, string>>): Promise<{ readonly source: string; readonly links: readonly string[]; readonly anchors: readonly string[]; readonly contents: readonly string[] }> {
  const { document, messages } = smallBook(texts);
  expect(messages).toBe("");
  const aside = setAsideIn(document);
  const [front, ...rest] = programTexts(document, aside, sessionsOf(document, await createHighlighter(["text"]), aside));
  const source = rest.map((each) => each.source.slice(each.source.indexOf("#program-", each.source.indexOf("#show")))).join("");
  const of = (what: "links" | "anchors"): readonly string[] => rest.flatMap(({ session }) => [...session[what]]);
  return { source: source.replace(/\)\[#"[^\n]*\]$/gm, ")[…]"), links: of("links"), anchors: of("anchors"), contents: front?.source.match(/^#program-entry.*$/gm) ?? [] };
}

test("pieces stand by chapter and file, a chunk's below the file that it goes into, then the cells and checks of each section", async () => {
  const { source, anchors, contents } = await companionOf({
    "01-a/index.md": `# A\n\n${fence("file=src/z.txt hide", "zed")}\n${fence("file=src/b.txt", "seen\n<<Say it>>")}`,
    "01-a/one.md": `# One\n\n${fence('chunk="Say it" hide', "said")}\n${fence("file=src/b.txt += hide", "more")}\n\`\`\`ts run hide\n1;\n\`\`\`\n`,
    "back.md": "# Back\n\nNothing.\n",
  });
  expect(source).toBe(`#program-chapter("program--01-a--1", number: "1")[A]

#program-file("program--01-a--2", "src/b.txt")

#piece("chunk-say-it", "Say it", "≡", "§ 1.1", foot: [Used #places(("file-src-b-txt",)).])[…]

#piece("file-src-b-txt-2", none, "+≡", "§ 1.1", foot: [Continues what stands #places(("file-src-b-txt",)).])[…]

#program-file("program--01-a--3", "src/z.txt")

#piece("file-src-z-txt", none, "≡", "Chapter 1")[…]

#program-cells("program--01-a--4")

#program-section("program--01-a--5")[1\\.1 One]

#piece("set-aside-4", none, none, "A cell")[…]

#program-index("program--index-of-chunks--1", [Index of files and chunks])[
#index-entry(angled(chunk-name("Say it")), ("chunk-say-it", true))
#index-entry(inline-code("src/b.txt"), ("file-src-b-txt-2", true))
#index-entry(inline-code("src/z.txt"), ("file-src-z-txt", true))
]

`);
  expect(anchors).not.toContain("file-src-b-txt");
});

test("places in the book are called by number, or by title where there is none", () => {
  const { document } = smallBook({ "01-a/index.md": "# A\n", "01-a/one.md": "# One\n", "preface.md": "# Preface\n" });
  expect(document.pages.map(placeInBook)).toEqual(["Chapter 1", "§ 1.1", "Preface"]);
});

test("the template is told what the other volume has, and where", () => {
  expect(apartSource({ volume: "book", places: new Map([["a-b", pageOfProgram(12)]]) })).toBe('#let volume = "book"\n#let apart = (\n  "a-b": (name: "P12", order: 12),\n)\n');
  expect(apartSource({ volume: "program", places: new Map() })).toBe('#let volume = "program"\n#let apart = (\n:\n)\n');
});
