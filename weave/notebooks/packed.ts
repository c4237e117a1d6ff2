/** What a notebook needs beside its cells, packed into one of them: the program of its chapter, what draws and shows, the data that is read. */
import { deflateRawSync } from "node:zlib";
import type { DraftCell } from "./notebook.ts";

/** Columns of packed text: a line that no editor of notebooks finds too long. */
const width = 120;

/**
 * A cell that puts files where the cells behind it find them, by their paths from the notebook's folder. It declares no name. What stands
 * there already is replaced: it is of the notebook's own book.
 */
export function unpacking(files: ReadonlyMap<string, string>): DraftCell {
  const packed = deflateRawSync(JSON.stringify(Object.fromEntries(files)), { level: 9 }).toString("base64");
  const lines = packed.match(new RegExp(`.{1,${width}}`, "g")) ?? [];
  const text = [
    "// What the cells import and read, packed: the chapter’s program, what draws its figures, its data. This puts it into `program/`, beside the notebook.",
    "{",
    '  const [fs, path, zlib] = await Promise.all([import("node:fs"), import("node:path"), import("node:zlib")]);',
    "  const packed = Uint8Array.from(atob(`",
    ...lines,
    "`), (letter) => letter.charCodeAt(0));",
    "  const files: Record<string, string> = JSON.parse(new TextDecoder().decode(zlib.inflateRawSync(packed)));",
    "  for (const [name, text] of Object.entries(files)) {",
    "    fs.mkdirSync(path.dirname(name), { recursive: true });",
    "    fs.writeFileSync(name, text);",
    "  }",
    "}",
  ].join("\n");
  return { kind: "code", name: "program", text, outputs: [], metadata: { tags: ["set-up", "hide-input"], jupyter: { source_hidden: true } } };
}

/** Where the data and the records of a book are put, from the notebook's folder. */
export const dataFolder = "program/data/";
export const recordsFolder = "program/records/";

/** The names that texts ask for by literals: of files of `book/data/`, and of records, as `experiments/NAME`. */
export function askedIn(texts: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [, what = "", name = ""] of text.matchAll(/\b(data|bookData|experiment|measurement)\(\s*"([^"]+)"/g)) found.add(what.endsWith("ata") ? name : `${what}s/${name}`);
  }
  return found;
}
