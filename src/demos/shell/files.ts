// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** Files that the person at the keyboard names. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { BadInput } from "./bad-input.ts";

/** Where a file is. npm runs a script in the folder of the project, and says where it was called. */
export const placeOf = (file: string): string => resolve(process.env.INIT_CWD ?? "", file);

/** The bytes of a file. Throws `BadInput` if it cannot be read. */
export function bytesOf(file: string): Uint8Array {
  return onDisk(`read ${file}`, () => readFileSync(placeOf(file)));
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  EACCES: "that is not allowed",
  ENOSPC: "the disk is full",
};

/** What `work` gives. Throws `BadInput` that says which task cannot be done, if it is the disk that refuses. */
export function onDisk<T>(task: string, work: () => T): T {
  try {
    return work();
  } catch (failure) {
    const { code, message } = failure as NodeJS.ErrnoException;
    if (code === undefined) throw failure;
    throw new BadInput(`cannot ${task}: ${REASONS[code] ?? message}`);
  }
}
//# sourceMappingURL=../../.maps/demos/shell/files.ts.map
