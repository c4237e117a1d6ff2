// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** Puts a file in the place of another: whole, or not at all. */
// Import the file system
import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What a disk does. What was written or renamed may be lost, in part or whole, until it is synced. */
export interface Disk {
  /** The path of the file itself, if this is a link to it. */
  realPath(path: string): string;
  /** Makes a file and writes. */
  write(path: string, bytes: Uint8Array): void;
  /** Waits until a file’s bytes would survive a power cut. */
  sync(path: string): void;
  /** Gives a file another name, at once; what had that name has none. */
  rename(from: string, to: string): void;
  /** Waits until the names in a folder would survive. */
  syncFolder(path: string): void;
  /** Removes a file, if it is there. */
  remove(path: string): void;
}

// Write a temporary file, then rename it
/** At any moment, even of a power cut, the file is the old or the new. */
export function replaceFile(
  path: string,
  bytes: Uint8Array,
  disk: Disk = thisDisk,
): void {
  const place = disk.realPath(path);
  const beside = nameBeside(place);
  try {
    disk.write(beside, bytes);
    disk.sync(beside);
    disk.rename(beside, place);
    disk.syncFolder(dirname(place));
  } finally {
    disk.remove(beside);
  }
}

// Choose a temporary name
/** A name that no file has. */
const nameBeside = (path: string) => `${path}.${process.pid}-${randomUUID()}.new`;

// Implement it with Node
/** The disk of the machine, through Node. Throws what Node throws. */
export const thisDisk: Disk = {
  realPath(path) {
    try {
      return realpathSync(path);
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code === "ENOENT") return path;
      throw failure;
    }
  },
  // a file that is there after all is another’s
  write: (path, bytes) => writeFileSync(path, bytes, { flag: "wx" }),
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
  remove: (path) => rmSync(path, { force: true }),
};

function syncAs(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
//# sourceMappingURL=../.maps/io/atomic-write.ts.map
