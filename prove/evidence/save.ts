/** The one module of `prove` that writes below `book/`: each file whole, beside its place first and then renamed. */
import { mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { isSystemError, stat, writeFailed, type Diagnostic } from "../../tangle/index.ts";
import { besidePath, recordPath } from "./store.ts";

/** The system refuses a write. */
export class Unwritten extends Error {
  readonly diagnostic: Diagnostic;

  constructor(root: string, cause: Error & { readonly code: string }) {
    // the author knows the file, not the draft that was to become it
    const path = "path" in cause ? String(cause.path).replace(/\/\.([^/]+)\.\d+\.draft$/, "/$1") : root;
    const diagnostic = writeFailed(root, Object.assign(cause, { path }), "what was written before it is whole");
    super(diagnostic.message, { cause });
    this.diagnostic = diagnostic;
  }
}

/** The evidence of a section as it shall be on the disk. */
export interface SectionFiles {
  /** The chapter's file, relative to the root. */
  readonly chapter: string;
  /** The text of its record; null where it has none. */
  readonly record: string | null;
  /** Files beside the record that are new or changed, by name. */
  readonly beside: ReadonlyMap<string, string | Uint8Array>;
}

/**
 * Writes what has changed and gives the paths of it. Between a drawing and the record that names its hash no run can be
 * interrupted so that both are there and disagree: the record is taken away first and put back last. Throws `Unwritten`.
 */
export function saveSection(root: string, { chapter, record, beside }: SectionFiles): readonly string[] {
  const path = recordPath(chapter);
  const changed = [...beside].map(([name, content]) => [besidePath(chapter, name), content] as const).filter(([each, content]) => !holds(root, each, content));
  if (changed.length === 0 && (record === null ? stat(join(root, path)).kind === "missing" : holds(root, path, record))) return [];
  const files = record === null ? changed : [...changed, [path, record] as const];
  written(root, () => {
    if (changed.length > 0 || record === null) rmSync(join(root, path), { force: true });
    for (const [each, content] of files) writeWhole(join(root, each), content);
  });
  return files.map(([each]) => each);
}

/** Writes a chapter anew. Throws `Unwritten`. */
export function saveChapter(root: string, chapter: string, text: string): void {
  written(root, () => writeWhole(join(root, chapter), text));
}

/** Writes a file of the evidence, its path relative to the root. Throws `Unwritten`. */
export function saveFile(root: string, path: string, text: string): void {
  written(root, () => writeWhole(join(root, path), text));
}

/** Removes files of the evidence that belong to nothing, and the folders that this leaves empty. Throws `Unwritten`. */
export function removeOrphans(root: string, paths: readonly string[]): void {
  for (const path of paths) {
    written(root, () => rmSync(join(root, path), { force: true }));
    for (let folder = posix.dirname(path); folder.startsWith("book/evidence"); folder = posix.dirname(folder)) {
      if (!removedIfEmpty(join(root, folder))) break;
    }
  }
}

function holds(root: string, path: string, content: string | Uint8Array): boolean {
  const seen = stat(join(root, path));
  return seen.kind === "file" && seen.bytes.equals(Buffer.from(content));
}

function written(root: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw isSystemError(error) ? new Unwritten(root, error) : error;
  }
}

function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.draft`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, content);
  renameSync(draft, path);
}

function removedIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
