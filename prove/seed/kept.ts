/** What an unfinished seed has kept: the bytes of its program, and how far it had come, in one file that is replaced whole. */
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Json } from "../records/experiment.ts";

/** How far a seed had come when it was kept. */
export interface KeptHead {
  /** The code that it is of. */
  readonly key: string;
  /** The data read by then. */
  readonly data: Readonly<Record<string, string>>;
  readonly count: number;
  /** The first steps, as the record will have them. */
  readonly steps: readonly Json[];
  readonly seconds: number;
}

/** A head and its bytes. */
export interface Kept {
  readonly head: KeptHead;
  readonly bytes: Uint8Array;
}

/** Where a seed's file is, relative to the root: not a part of the book, and ignored by git. */
export function keptPath(name: string, seed: number): string {
  return `output/.cache/experiments/${name}/${seed}.kept`;
}

/** What stands behind the path while the file is written. */
export const draftEnding = ".draft";

/** Puts the file in place of the one before, so that there is always a whole one. Its folder exists. */
export function writeKept(path: string, { head, bytes }: Kept): void {
  const first = `${JSON.stringify({ ...head, sha256: digest(bytes) })}\n`;
  const draft = `${path}${draftEnding}`;
  writeFileSync(draft, Buffer.concat([Buffer.from(first), bytes]));
  renameSync(draft, path);
}

/** Reads the file; null where there is none, or it is not whole. */
export function readKept(path: string): Kept | null {
  const content = contentOf(path);
  const end = content?.indexOf("\n") ?? -1;
  if (content === null || end < 0) return null;
  const bytes = content.subarray(end + 1);
  const head = headIn(content.subarray(0, end).toString("utf8"), digest(bytes));
  return head === null ? null : { head, bytes: Uint8Array.from(bytes) };
}

/** What `writeKept` wrote before these bytes. */
function headIn(line: string, sha256: string): KeptHead | null {
  try {
    const head = JSON.parse(line) as KeptHead & { readonly sha256?: unknown };
    return head.sha256 === sha256 ? head : null;
  } catch {
    return null;
  }
}

function contentOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
