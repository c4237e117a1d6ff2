/** Puts an edition's files on the disk. A file that stands so in the edition before is linked, which costs a tenth of writing it. */
import { copyFileSync, linkSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isRecord, sha256 } from "../../tangle/index.ts";
import type { SiteFile } from "./assets.ts";

/** The edition that is to be replaced, and what is known of its files. */
export interface EditionBefore {
  /** Its folder; it may be missing. */
  readonly folder: string;
  /** A file with what was written into it, and when; it may be missing, or be another edition's. */
  readonly record: string;
}

/** Of a file: a hash of its content; its number on the disk, which a link keeps; its bytes; and when it was written, to the few milliseconds of a file system’s clock. */
type Known = readonly [content: string, number: number, size: number, time: number];

/**
 * Writes all files below a folder that is not `before`; gives back their paths. A file that someone has changed since it was written is
 * written again, as far as its length or its time shows it.
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, SiteFile>, before?: EditionBefore): readonly string[] {
  for (const parent of new Set([...files.keys()].map((path) => dirname(join(folder, path))))) mkdirSync(parent, { recursive: true });
  const known = before === undefined ? {} : readRecord(before.record);
  const now: Record<string, Known> = {};
  const written = [...files].map(([path, file]) => {
    const target = join(folder, path);
    if (before === undefined) write(target, file);
    else now[path] = putAgain({ from: join(before.folder, path), target, known: known[path] }, file);
    return target;
  });
  if (before !== undefined) {
    mkdirSync(dirname(before.record), { recursive: true });
    writeFileSync(before.record, JSON.stringify(now));
  }
  return written;
}

interface Place {
  readonly from: string;
  readonly target: string;
  readonly known: Known | undefined;
}

function putAgain({ from, target, known }: Place, file: SiteFile): Known {
  const content = contentOf(file);
  if (known !== undefined && known[0] === content && isAsWritten(from, known) && linked(from, target)) return known;
  write(target, file);
  const { ino, size, mtimeMs } = statSync(target);
  return [content, ino, size, mtimeMs];
}

function contentOf(file: SiteFile): string {
  if (!("copy" in file)) return sha256("text" in file ? file.text : file.bytes);
  const { size, mtimeMs } = statSync(file.copy);
  return JSON.stringify([file.copy, size, mtimeMs]);
}

function isAsWritten(path: string, [, number, size, time]: Known): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.ino === number && found.size === size && found.mtimeMs === time;
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

function readRecord(path: string): Readonly<Record<string, Known>> {
  try {
    const found: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isRecord(found) ? Object.fromEntries(Object.entries(found).filter((entry): entry is [string, Known] => Array.isArray(entry[1]))) : {};
  } catch {
    return {};
  }
}
