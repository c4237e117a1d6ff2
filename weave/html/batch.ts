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

/** Makes all files; of two with the same path the later one counts. */
export async function filesOf(batches: readonly Batch[]): Promise<ReadonlyMap<string, SiteFile>> {
  const files = new Map<string, SiteFile>();
  for (const batch of batches) for (const [path, file] of await batch.files()) files.set(path, file);
  return files;
}
