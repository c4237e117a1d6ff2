/** The one module of the core that reads the disk: texts of the book, and symbolic links where files must not be reached through one. */
import { lstatSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";

/** A file as it could be read; `problem` says why it could not, lower case and without full stop. */
export type FileText = { readonly text: string } | { readonly problem: "missing" | "outside" | "unreadable"; readonly reason: string };

/** Reads files by their path relative to the root. */
export type Reader = (path: string) => FileText;

/** A reader of the files below `root`. A file of the book that really lies outside `book/` is refused. */
export function diskReader(root: string): Reader {
  const book = realPath(path.join(root, "book"));
  return (relative) => {
    const absolute = path.join(root, relative);
    try {
      const real = realpathSync(absolute);
      if (book === null || !real.startsWith(book + path.sep)) {
        return { problem: "outside", reason: "is a symbolic link that leads out of `book/`" };
      }
      return decode(readFileSync(absolute));
    } catch (error) {
      return readingProblem(error);
    }
  };
}

/** A reader of a map, for books that are not on the disk. */
export function mapReader(files: ReadonlyMap<string, string>): Reader {
  return (relative) => {
    const text = files.get(relative);
    return text === undefined ? { problem: "missing", reason: "does not exist" } : checkText(text);
  };
}

/** The first folder or file on the way to `relative` that is a symbolic link, relative to the root; null if none is. */
export function symbolicLinkOn(root: string, relative: string): string | null {
  const segments = relative.split("/");
  for (let length = 1; length <= segments.length; length++) {
    const prefix = segments.slice(0, length).join("/");
    if (lstatSync(path.join(root, prefix), { throwIfNoEntry: false })?.isSymbolicLink()) return prefix;
  }
  return null;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): FileText {
  const text = decoded(bytes);
  return text === null ? { problem: "unreadable", reason: `is not UTF-8 text: line ${brokenLine(bytes)} is broken` } : checkText(text);
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** The 1-based line of the first bytes that are not UTF-8; a line feed is a byte of its own in UTF-8, so lines decode apart. */
function brokenLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (decoded(bytes.subarray(start, next)) === null) return line;
    start = next;
  }
  throw new Error("internal: every line is UTF-8, the whole is not");
}

function checkText(text: string): FileText {
  const index = text.indexOf("\0");
  if (index < 0) return { text };
  return { problem: "unreadable", reason: `is not text: line ${text.slice(0, index).split("\n").length} has a NUL byte` };
}

function readingProblem(error: unknown): FileText {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR") return { problem: "missing", reason: "does not exist" };
  if (code === "EISDIR") return { problem: "unreadable", reason: "is a folder" };
  return { problem: "unreadable", reason: `cannot be read (${code})` };
}

function realPath(folder: string): string | null {
  try {
    return realpathSync(folder);
  } catch {
    return null;
  }
}
