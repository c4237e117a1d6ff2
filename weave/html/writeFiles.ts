/** Puts an edition's files on the disk. A file that stands so in the edition before is linked, which costs a tenth of writing it; a batch that stands there is not even made. */
import { copyFileSync, linkSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sha256 } from "../../tangle/index.ts";
import type { SiteFile } from "./assets.ts";
import type { Batch } from "./batch.ts";
import { isAsWritten, readWritten, writeWritten, type Known, type Written } from "./written.ts";

/** The edition that is to be replaced, and what is known of its files. */
export interface EditionBefore {
  /** Its folder; it may be missing. */
  readonly folder: string;
  /** A file with what was written into it, and when; it may be missing, or be another edition's. */
  readonly record: string;
  /** Of the tools that make the files: a batch of other tools is made anew, whatever its key. */
  readonly version: string;
}

/**
 * Writes all files below a folder that is not `before`; gives back their paths. A file that someone has changed since it was written is
 * written again, as far as its length or its time shows it. No path may be given twice.
 */
export async function writeFiles(folder: string, batches: readonly Batch[], before?: EditionBefore): Promise<readonly string[]> {
  const place: Place = { targetOf: targetsIn(folder), from: before?.folder ?? null, known: before === undefined ? null : readWritten(before.record) };
  const files: Record<string, Known> = {};
  const paths: Record<string, readonly string[]> = {};
  const written: string[] = [];
  for (const { key, files: make } of batches) {
    const standing = key === null || place.known?.version !== before?.version ? null : takenOver(place, key);
    const put = standing ?? (await make()).map(([path, file]) => [path, putAgain(place, path, file)] as const);
    for (const [path, known] of put) {
      written.push(join(folder, path));
      if (known !== null) files[path] = known;
    }
    if (key !== null) paths[key] = put.map(([path]) => path);
  }
  if (before !== undefined) writeWritten(before.record, { version: before.version, files, batches: paths });
  return written;
}

/** Where files are put, and from where they may be taken. */
interface Place {
  readonly targetOf: (path: string) => string;
  /** The folder of the edition before. */
  readonly from: string | null;
  readonly known: Written | null;
}

/** Where a file is to stand; its folder is made when it is first asked for. */
function targetsIn(folder: string): Place["targetOf"] {
  const made = new Set<string>();
  return (path) => {
    const target = join(folder, path);
    const parent = dirname(target);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    return target;
  };
}

/** Links all files of a batch; null where one of them is no longer as it was written. */
function takenOver({ targetOf, from, known }: Place, key: string): readonly (readonly [path: string, known: Known])[] | null {
  const paths = known?.batches[key];
  if (paths === undefined || known === null || from === null) return null;
  const all = paths.flatMap((path) => (known.files[path] === undefined ? [] : [[path, known.files[path]] as const]));
  const stands = all.length === paths.length && all.every(([path, one]) => isAsWritten(join(from, path), one)) && all.every(([path]) => linked(join(from, path), targetOf(path)));
  return stands ? all : null;
}

function putAgain({ targetOf, from, known }: Place, path: string, file: SiteFile): Known | null {
  const target = targetOf(path);
  if (known === null || from === null) {
    write(target, file);
    return null;
  }
  const content = contentOf(file);
  const before = known.files[path];
  if (before?.[0] === content && isAsWritten(join(from, path), before) && linked(join(from, path), target)) return before;
  // it may be a link to the file of the edition before, which must stay as it is
  rmSync(target, { force: true });
  write(target, file);
  const { ino, size, mtimeMs } = statSync(target);
  return [content, ino, size, mtimeMs];
}

function contentOf(file: SiteFile): string {
  if (!("copy" in file)) return sha256("text" in file ? file.text : file.bytes);
  const { size, mtimeMs } = statSync(file.copy);
  return JSON.stringify([file.copy, size, mtimeMs]);
}

/** False on a file system that has no links. */
function linked(from: string, target: string): boolean {
  try {
    linkSync(from, target);
    return true;
  } catch {
    return false;
  }
}

function write(target: string, file: SiteFile): void {
  if ("copy" in file) copyFileSync(file.copy, target);
  else writeFileSync(target, "text" in file ? file.text : file.bytes);
}
