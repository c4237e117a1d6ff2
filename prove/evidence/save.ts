/** The one module of `prove` that writes below `book/`: each file whole, beside its place first and then renamed. */
import { mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { isSystemError, stat, writeFailed, type Diagnostic } from "../../tangle/index.ts";
import { evidenceFolder } from "./store.ts";

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

/** Files of the evidence by path, as they shall be on the disk: what a record names stands before it. */
export type EvidenceFiles = ReadonlyMap<string, string | Uint8Array>;

/**
 * Writes what has changed, in order, and gives the paths of it. A drawing is written before the record that names its hash, and under
 * that hash, so no run can be interrupted so that both are there and disagree. Throws `Unwritten`.
 */
export function saveEvidence(root: string, files: EvidenceFiles): readonly string[] {
  const changed = [...files].filter(([path, content]) => !holds(root, path, content));
  for (const [path, content] of changed) written(root, () => writeWhole(join(root, path), content));
  return changed.map(([path]) => path);
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
    for (let folder = posix.dirname(path); folder.startsWith(evidenceFolder); folder = posix.dirname(folder)) {
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
