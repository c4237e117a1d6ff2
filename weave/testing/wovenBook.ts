/** For tests: a book in a folder of its own, woven from the disk as an author weaves it, live cells and all. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { readDocument } from "../build.ts";
import type { BookDocument } from "../tree.ts";
import { writeHtml } from "../html/write.ts";

/** Where it is. */
export interface WovenBook {
  /** The folder that holds `book/`. */
  readonly root: string;
  readonly document: BookDocument;
  /** The folder of its pages. */
  readonly site: string;
  /** The `file:` address of a page. */
  readonly address: (page: string) => string;
  readonly remove: () => void;
}

/** The small foreign book that many tests read. */
export const coffee = join(import.meta.dirname, "../fixtures/coffee");

/** Copies the book of a folder, or writes one of texts by path below `book/`, and weaves it. Throws where it cannot be read. */
export async function wovenBook(from: string | Readonly<Record<string, string>>): Promise<WovenBook> {
  const root = mkdtempSync(join(tmpdir(), "woven-"));
  if (typeof from === "string") cpSync(join(from, "book"), join(root, "book"), { recursive: true });
  else for (const [path, text] of Object.entries(from)) write(join(root, "book", path), text);
  const { document } = readDocument(root);
  if (document === null) throw new Error("the book could not be read");
  const site = join(root, "site");
  await writeHtml({ root, document, output: site, progress: () => undefined });
  return { root, document, site, address: (page) => pathToFileURL(join(site, page)).href, remove: () => rmSync(root, { recursive: true }) };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
