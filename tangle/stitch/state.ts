/** What stitch finds on the disk: the book, the program as it is now, and what is known of the last tangle. Only reads. */
import { join } from "node:path";
import { readBase, type Base } from "../program/base.ts";
import { readBook, type BookReading } from "../book/book.ts";
import { isIgnored } from "../write/coverage.ts";
import { previousAt } from "../write/emit.ts";
import { sha256 } from "../text/hash.ts";
import { textAt, walk } from "../disk/stat.ts";
import { isRecord, parseJson } from "../text/json.ts";
import { manifestPath, type Manifest } from "../program/manifest.ts";
import { textsOf } from "./tangled.ts";

/** Where a stitch that ended in conflicts says what to merge against next. Ignored by git, like the base. */
export const pendingPath = "src/.tangle/stitch.json";

/** Everything that decides what a stitch does. */
export interface State {
  readonly root: string;
  /** `book/contents.md` and every section, by path. */
  readonly chapters: ReadonlyMap<string, string>;
  readonly manifest: Manifest | null;
  /** What the last tangle recorded. */
  readonly recorded: Base | null;
  /** What the last stitch left to be resolved; null if it left nothing or something was tangled since. */
  readonly pending: Base | null;
  /** Every file below `src/` that is not a record of ours, by path. */
  readonly program: ReadonlyMap<string, string>;
}

/** Reads all of it; `state` is null where the book has no contents. */
export function readState(root: string): { readonly state: State | null; readonly reading: BookReading } {
  const reading = readBook(root);
  const { book } = reading;
  if (book === null) return { state: null, reading };
  const { manifest, base } = previousAt(root);
  const texts = walk(root, "src", isIgnored).map((path) => [path, textAt(join(root, path))] as const);
  const state: State = {
    root,
    chapters: textsOf(book),
    manifest,
    recorded: base,
    pending: pendingAt(root),
    program: new Map(texts.filter((each): each is readonly [string, string] => each[1] !== null)),
  };
  return { state, reading };
}

/** The text of the pending record. It holds as long as the manifest is the one of now. */
export function writePending(root: string, base: Base): string {
  const fields = { files: Object.fromEntries(base.files), chapters: Object.fromEntries(base.chapters) };
  return `${JSON.stringify({ version: 1, manifest: manifestHash(root), ...fields })}\n`;
}

function pendingAt(root: string): Base | null {
  const text = textAt(join(root, pendingPath));
  const json = text === null ? undefined : parseJson(text);
  return text === null || !isRecord(json) || json["manifest"] !== manifestHash(root) ? null : readBase(text);
}

function manifestHash(root: string): string {
  return sha256(textAt(join(root, manifestPath)) ?? "");
}
