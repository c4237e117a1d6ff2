/** The record of an edition's files: how each stood when it was written, and which of them a batch has made. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isRecord } from "../../tangle/index.ts";

/** Of a file: a hash of its content; its number on the disk, which a link keeps; its bytes; and when it was written, to the few milliseconds of a file system’s clock. */
export type Known = readonly [content: string, number: number, size: number, time: number];

/** What was written. */
export interface Written {
  /** Of the tools that have made the files. */
  readonly version: string;
  /** By path. */
  readonly files: Readonly<Record<string, Known>>;
  /** By the key of a batch, the paths of its files. */
  readonly batches: Readonly<Record<string, readonly string[]>>;
}

/** Reads a record; one that is missing or says something else is as good as none. */
export function readWritten(path: string): Written {
  try {
    const found: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (!isRecord(found)) return nothing;
    const { version, files, batches } = found;
    return { version: String(version), files: listsIn(files) as Written["files"], batches: listsIn(batches) as Written["batches"] };
  } catch {
    return nothing;
  }
}

const nothing: Written = { version: "", files: {}, batches: {} };

function listsIn(value: unknown): Readonly<Record<string, readonly unknown[]>> {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))) : {};
}

/** Writes a record. */
export function writeWritten(path: string, written: Written): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(written));
}

/** Whether a file is the one that was written, as far as its length and its time show it. */
export function isAsWritten(path: string, [, number, size, time]: Known): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.ino === number && found.size === size && found.mtimeMs === time;
}
