/** Files of the edition that are made together, and only when they are wanted: where the edition before has them, they need not be made. */
import type { SiteFile } from "./assets.ts";

/** A file and its path in the edition. */
export type NamedFile = readonly [path: string, file: SiteFile];

/** Files that come from the same. */
export interface Batch {
  /** A digest of all that they are made from: made by the same tools, they are the same. Null where it would cost as much as the files. */
  readonly key: string | null;
  /** Makes them. */
  readonly files: () => readonly NamedFile[] | Promise<readonly NamedFile[]>;
}

/** Makes all files of batches; of two with the same path the later one counts. */
export type MakeFiles = (batches: readonly Batch[]) => Promise<ReadonlyMap<string, SiteFile>>;

/** Makes them again and again: a batch whose key was among the last has the files that it had. After each batch others may run. */
export function filesAgain(letOthersRun: () => Promise<void>): MakeFiles {
  let last: ReadonlyMap<string, readonly NamedFile[]> = new Map();
  return async (batches) => {
    const files = new Map<string, SiteFile>();
    const known = new Map<string, readonly NamedFile[]>();
    for (const { key, files: make } of batches) {
      const made = (key === null ? undefined : last.get(key)) ?? (await make());
      if (key !== null) known.set(key, made);
      for (const [path, file] of made) files.set(path, file);
      await letOthersRun();
    }
    last = known;
    return files;
  };
}

/** Makes them once. */
export const filesOf: MakeFiles = (batches) => filesAgain(async () => {})(batches);
