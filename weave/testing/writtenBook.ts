/** For tests: a small book's pages on the disk, as a reader has them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { smallBook, type SmallBookOptions } from "./smallBook.ts";
import { siteBatches } from "../html/site.ts";
import { memoryStore } from "../html/store.ts";
import { nameKeeper } from "../html/types/kept.ts";
import { writeFiles } from "../html/writeFiles.ts";

/** Where it is. */
export interface WrittenBook {
  /** The folder of its pages. */
  readonly site: string;
  /** The `file:` address of a page. */
  readonly address: (page: string) => string;
  readonly remove: () => void;
}

/** Writes the book made of texts by path below `book/`; see `smallBook`. With `names`, those in its code are looked up. Throws where the book has a mistake. */
export async function writtenBook(texts: Readonly<Record<string, string>>, options: SmallBookOptions & { readonly names?: true } = {}): Promise<WrittenBook> {
  const { document, messages, diagnostics } = smallBook(texts, options);
  if (diagnostics.some(({ severity }) => severity === "error")) throw new Error(messages);
  const caches = { pages: memoryStore(), formulas: memoryStore(), listings: memoryStore(), scripts: memoryStore(), search: memoryStore() };
  const names = options.names ? { names: nameKeeper("/book", memoryStore(), "look-up") } : {};
  const { files } = await siteBatches("/book", document, { ...caches, ...names });
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  await writeFiles(folder, files);
  return { site: folder, address: (page) => pathToFileURL(join(folder, page)).href, remove: () => rmSync(folder, { recursive: true }) };
}
