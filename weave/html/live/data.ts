/** The data of a book that its cells may read. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Book } from "../../../tangle/index.ts";
import { shippedRecords } from "../../../prove/index.ts";
import { digest } from "../fingerprint.ts";

/** The files of `book/data/`, and what the book's experiments and measurements have recorded. */
export interface BookData {
  /** Bytes of each file, by name. */
  readonly sizes: Readonly<Record<string, number>>;
  /** `stamp` is another one where the text is. */
  readonly files: readonly { readonly name: string; readonly stamp: string; readonly text: () => string }[];
}

/** Those whose names an address holds as they are; what a reader is told of them is no data. */
export function dataOf(root: string, book: Book): BookData {
  const folder = join(root, "book/data");
  const records = [...shippedRecords(book)];
  const isThere = statSync(folder, { throwIfNoEntry: false }) !== undefined;
  const names = isThere ? readdirSync(folder).filter((name) => /^[\w-]+(\.[\w-]+)*$/.test(name) && !/^readme/i.test(name)).sort() : [];
  const stats = names.map((name) => ({ name, ...sizeAndTime(join(folder, name)) }));
  return {
    sizes: Object.fromEntries([...stats.map(({ name, size }) => [name, size] as const), ...records.map(([name, text]) => [name, Buffer.byteLength(text)] as const)]),
    files: [
      ...stats.map(({ name, size, time }) => ({ name, stamp: `${size} ${time}`, text: () => readFileSync(join(folder, name), "utf8") })),
      ...records.map(([name, text]) => ({ name, stamp: digest(text), text: () => text })),
    ],
  };
}

function sizeAndTime(path: string): { readonly size: number; readonly time: number } {
  const { size, mtimeMs } = statSync(path);
  return { size, time: mtimeMs };
}
