// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** A disk that fails: it stands for a full one, a killed process, and a power cut. */
import type { Disk } from "../io/atomic-write.ts";

/** The failure of a frail disk. */
export class Cut extends Error {}

/**
 * A disk in memory on which `files` lie, and which fails after `budget` units of work: a byte, a sync, a rename is one. `left()`
 * is what can be found after a power cut then, in all the ways in which it can turn out: of what was not synced, all or nothing is there.
 */
export function frailDisk(files: ReadonlyMap<string, Uint8Array>, budget: number): { readonly disk: Disk; left(): readonly ReadonlyMap<string, Uint8Array>[] } {
  // names → files → bytes; a rename moves a file under another name, with whatever of its bytes has been synced
  const names = new Map([...files].map(([name, bytes]) => [name, { bytes, synced: bytes }]));
  let safe = new Map(names);
  let rest = budget;
  const spend = () => {
    if (rest-- <= 0) throw new Cut("the power is gone");
  };
  const disk: Disk = {
    realPath: (path) => path,
    write(path, bytes) {
      spend();
      const file = { bytes: new Uint8Array(), synced: new Uint8Array() };
      const before = names.get(path);
      // a file that was there is emptied, and so far only in memory
      if (before) Object.assign(file, { synced: before.synced });
      names.set(path, file);
      if (before) safe = new Map([...safe].map(([name, each]) => [name, each === before ? file : each]));
      for (let length = 1; length <= bytes.length; length++) {
        spend();
        file.bytes = bytes.slice(0, length);
      }
    },
    sync(path) {
      spend();
      const file = names.get(path)!;
      file.synced = file.bytes;
    },
    rename(from, to) {
      spend();
      names.set(to, names.get(from)!);
      names.delete(from);
    },
    syncFolder() {
      spend();
      safe = new Map(names);
    },
    remove(path) {
      if (!names.has(path)) return;
      spend();
      names.delete(path);
    },
  };
  const found = (tree: typeof names, which: "bytes" | "synced") => new Map([...tree].map(([name, file]) => [name, file[which]]));
  return { disk, left: () => [found(names, "bytes"), found(names, "synced"), found(safe, "bytes"), found(safe, "synced")] };
}
//# sourceMappingURL=../.maps/testing/faulty-disk.ts.map
