/** The files of the book that are not chapters, as `weave` reads them. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Reading below the root; paths are relative to it, with forward slashes. */
export interface BookFiles {
  /** The text of a file; null if there is none or it cannot be read. */
  readonly read: (path: string) => string | null;
  /** True if it is a file. */
  readonly has: (path: string) => boolean;
  /** Names of the files in a folder, sorted; empty if there is no such folder. */
  readonly list: (folder: string) => readonly string[];
}

/** The files under a folder of the disk. */
export function filesUnder(root: string): BookFiles {
  const has = (path: string): boolean => statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false;
  return {
    has,
    read: (path) => (has(path) ? readFileSync(join(root, path), "utf8") : null),
    list: (folder) =>
      existsSync(join(root, folder))
        ? readdirSync(join(root, folder), { withFileTypes: true }).filter((each) => each.isFile()).map((each) => each.name).sort()
        : [],
  };
}

/** The files of a map, for tests. */
export function filesOf(files: ReadonlyMap<string, string>): BookFiles {
  return {
    has: (path) => files.has(path),
    read: (path) => files.get(path) ?? null,
    list: (folder) =>
      [...files.keys()]
        .filter((path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes("/"))
        .map((path) => path.slice(folder.length + 1))
        .sort(),
  };
}
