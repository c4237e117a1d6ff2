/** The data of a book that its cells may read. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The files of `book/data/`. */
export interface BookData {
  /** Bytes of each file, by name. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly files: readonly { readonly name: string; readonly text: () => string }[];
}

/** Those whose names an address holds as they are; what a reader is told of them is no data. */
export function dataOf(root: string): BookData {
  const folder = join(root, "book/data");
  const isThere = statSync(folder, { throwIfNoEntry: false }) !== undefined;
  const names = isThere ? readdirSync(folder).filter((name) => /^[\w-]+(\.[\w-]+)*$/.test(name) && !/^readme/i.test(name)).sort() : [];
  return {
    sizes: Object.fromEntries(names.map((name) => [name, statSync(join(folder, name)).size])),
    files: names.map((name) => ({ name, text: () => readFileSync(join(folder, name), "utf8") })),
  };
}
