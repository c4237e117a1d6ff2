// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** Puts a file in the place of another: whole, or not at all. */
// Import what a disk is
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What a disk does. What was written or renamed may be lost, in part or whole, until it is synced. */
export interface Disk {
  /** Makes a file, or empties it, and writes. */
  write(path: string, bytes: Uint8Array): void;
  /** Waits until a file’s bytes would survive a power cut. */
  sync(path: string): void;
  /** Gives a file another name, at once; what had that name has none. */
  rename(from: string, to: string): void;
  /** Waits until the names in a folder would survive. */
  syncFolder(path: string): void;
}

// Write beside, then rename
/** At any moment, even of a power cut, the file is the old or the new. */
export function replaceFile(
  path: string,
  bytes: Uint8Array,
  disk: Disk = thisDisk,
): void {
  const beside = `${path}.new`;
  disk.write(beside, bytes);
  disk.sync(beside);
  disk.rename(beside, path);
  disk.syncFolder(dirname(path));
}

// Do it on the disk of this machine
/** The disk of the machine, through Node. Throws what Node throws. */
export const thisDisk: Disk = {
  write: writeFileSync,
  sync: (path) => syncAs(path, "r+"),
  rename: renameSync,
  syncFolder(path) {
    try {
      syncAs(path, "r");
    } catch (failure) {
      // not every system lets a folder be opened; the name is then as safe as the system makes it
      if (!["EISDIR", "EPERM", "EACCES", "EINVAL"].includes((failure as NodeJS.ErrnoException).code ?? "")) throw failure;
    }
  },
};

function syncAs(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
//# sourceMappingURL=../.maps/io/replace.ts.map
