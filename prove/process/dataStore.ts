/** Serves the program's data files and takes note of which were read. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The data of a book. */
export interface DataStore {
  /** The text of `book/data/NAME`. Throws if there is none, and `RangeError` where the name leads out of the folder. */
  readonly read: (name: string) => string;
  /** The SHA-256 of each file read so far, by name, in order of name. */
  readonly seen: () => Readonly<Record<string, string>>;
}

/** Opens the store of the book below `root`. */
export function dataStore(root: string): DataStore {
  const seen = new Map<string, string>();
  return {
    read(name) {
      if (posix.join("/", name) !== `/${name}`) throw new RangeError(`\`${name}\` is no name of a file in \`book/data\``);
      const bytes = bytesOf(join(root, "book/data", name), name);
      seen.set(name, createHash("sha256").update(bytes).digest("hex"));
      return bytes.toString("utf8");
    },
    seen: () => Object.fromEntries([...seen].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function bytesOf(path: string, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Error(`there is no data file \`book/data/${name}\``, { cause });
  }
}
