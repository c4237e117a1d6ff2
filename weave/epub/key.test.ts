/** After an edit just the chapters are made again whose pages it changes, and what is made of kept ones is what is made of none. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readDocument } from "../build.ts";
import { noCache } from "../cache.ts";
import { picturesUnder } from "./images.ts";
import { chapterKeys } from "./key.ts";
import { writeEpub } from "./write.ts";

const book = {
  "contents.md": "# Tea\n\n- [One](01-one/index.md)\n  - [Steep](01-one/steep.md)\n- [Two](02-two/index.md)\n- [Three](03-three/index.md)\n- [Lists](lists.md)\n",
  "book.yml": "title: Tea\nauthors: [A. Writer]\ndate: 2026-01-02\n",
  "terms.yml": "- term: steeping\n  means: leaves lie in hot water\n  main: steeping\n",
  "01-one/index.md": "# One {#one}\n\nWater boils.\n\n```ts file=src/kettle.ts\n/** Litres. */\nexport const litres = 2;\n<<Boil>>\n```\n\n```ts chunk=\"Boil\"\n/** Degrees. */\nexport const degrees = 100;\n```\n",
  "01-one/steep.md": "# Steep {#steeping}\n\n**Steeping** takes $t = 3$ minutes.\n",
  "02-two/index.md": "# Two {#two}\n\nPour, as [](#steeping) says.\n",
  "03-three/index.md": "# Three {#three}\n\nDrink.\n",
  "lists.md": "# Lists\n\n::index\n",
};

const folder = mkdtempSync(join(tmpdir(), "epub-keys-"));
afterAll(() => rmSync(folder, { recursive: true }));

function documentIn(root: string, texts: Readonly<Record<string, string>>): NonNullable<ReturnType<typeof readDocument>["document"]> {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, "book", path)), { recursive: true });
    writeFileSync(join(root, "book", path), text);
  }
  const { document } = readDocument(root, { cache: noCache });
  if (document === null) throw new Error("the book cannot be read");
  return document;
}

/** The keys of the chapters by their titles. */
function keysOf(texts: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const root = mkdtempSync(join(folder, "book-"));
  return new Map([...chapterKeys(documentIn(root, texts), picturesUnder(root))].map(([{ opening }, key]) => [opening.titleText, key]));
}

const before = keysOf(book);

test.each<readonly [what: string, edit: Readonly<Record<string, string>>, changed: readonly string[]]>([
  ["nothing", {}, []],
  ["a sentence", { "03-three/index.md": "# Three {#three}\n\nDrink it.\n" }, ["Three"]],
  ["a title to which others lead by its number", { "01-one/steep.md": "# Steeping {#steeping}\n\n**Steeping** takes $t = 3$ minutes.\n" }, ["One"]],
  ["an id to which others lead", { "01-one/index.md": book["01-one/index.md"].replace("#one", "#first") }, ["One", "Lists"]],
  ["a section before one to which others lead by its number", { "contents.md": book["contents.md"].replace("  - [Steep]", "  - [Wait](01-one/wait.md)\n  - [Steep]"), "01-one/wait.md": "# Wait\n\nWait.\n" }, ["One", "Two", "Lists"]],
  ["a term of the index", { "terms.yml": book["terms.yml"].replace("term: steeping", "term: infusion") }, ["Lists"]],
  ["a formula", { "01-one/steep.md": book["01-one/steep.md"].replace("3", "4") }, ["One"]],
  ["code", { "01-one/index.md": book["01-one/index.md"].replace("100", "90") }, ["One"]],
  ["the order of chapters, which have their numbers from their folders", { "contents.md": book["contents.md"].replace("- [Two](02-two/index.md)\n- [Three](03-three/index.md)", "- [Three](03-three/index.md)\n- [Two](02-two/index.md)") }, []],
])("after a change of %s", (_, edit, changed) => {
  const after = keysOf({ ...book, ...edit });
  expect([...after].flatMap(([title, key]) => (before.get(title) === key ? [] : [title]))).toEqual(changed);
});

test("the package has the same bytes from what is kept, from what is kept and damaged, and from nothing", async () => {
  const root = mkdtempSync(join(folder, "book-"));
  const document = documentIn(root, book);
  const packageFrom = async (kept: string): Promise<string> => {
    const output = join(root, "book.epub");
    const { skipped, written } = await writeEpub({ root, document, output, kept: join(folder, kept), progress: () => undefined });
    return skipped ?? (written.length === 0 ? "nothing was written" : readFileSync(output).toString("latin1"));
  };
  const first = await packageFrom("whole");
  cpSync(join(folder, "whole"), join(folder, "damaged"), { recursive: true });
  const chapters = readdirSync(join(folder, "damaged/epub"), { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  expect(chapters.length).toBe(before.size);
  for (const path of chapters) writeFileSync(path, readFileSync(path, "utf8").slice(0, -1));
  expect([await packageFrom("whole"), await packageFrom("damaged"), await packageFrom("none")]).toEqual([first, first, first]);
});
