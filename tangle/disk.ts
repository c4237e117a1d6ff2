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
  try {
    return checkText(utf8.decode(bytes));
  } catch {
    return { problem: "unreadable", reason: "is not UTF-8 text" };
  }
}

function checkText(text: string): FileText {
  const index = text.indexOf("\0");
  return index < 0 ? { text } : { problem: "unreadable", reason: `is not text: it has a NUL byte at offset ${index}` };
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
