/** The texts of the last tangle and the chapters they came from: what `stitch` merges against. */
import type { Layout } from "./layout.ts";
import { isRecord, parseJson } from "../text/json.ts";

/** Where the base is, relative to the folder that holds `src/`. Ignored by git. */
export const basePath = "src/.tangle/base.json";

/** Texts by path: `src/…` files as written, `book/…` files (contents and sections) as read. */
export interface Base {
  readonly files: ReadonlyMap<string, string>;
  readonly chapters: ReadonlyMap<string, string>;
}

/** The base of a program and the book it was made from. */
export function baseOf(layouts: readonly Layout[], chapters: ReadonlyMap<string, string>): Base {
  return { files: new Map(layouts.map((layout) => [layout.path, layout.text])), chapters };
}

/** The text of `src/.tangle/base.json`. */
export function writeBase(base: Base): string {
  return `${JSON.stringify({ version: 1, files: Object.fromEntries(base.files), chapters: Object.fromEntries(base.chapters) })}\n`;
}

/** Reads what `writeBase` wrote; null for anything else. */
export function readBase(text: string): Base | null {
  const json = parseJson(text);
  if (!isRecord(json) || json["version"] !== 1) return null;
  const files = texts(json["files"]);
  const chapters = texts(json["chapters"]);
  return files === null || chapters === null ? null : { files, chapters };
}

function texts(value: unknown): ReadonlyMap<string, string> | null {
  if (!isRecord(value)) return null;
  const entries = Object.entries(value);
  return entries.every((each): each is [string, string] => typeof each[1] === "string") ? new Map(entries) : null;
}
