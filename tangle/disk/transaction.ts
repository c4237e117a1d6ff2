/** Many changes to a folder as one: all are made, or none is, also when the process dies half-way. */
import { dirname, join } from "node:path";
import type { Writer } from "./files.ts";
import { sha256 } from "../text/hash.ts";
import { isMissing, isSystemError, stat, textAt } from "./stat.ts";
import { isRecord, parseJson } from "../text/json.ts";

/** A file to be written, or removed where `content` is null. `path` is relative to the root and below `src/` or `book/`. */
export interface Change {
  readonly path: string;
  readonly content: string | null;
  readonly mode: number;
}

/** A change as the journal has it: hashes of the file before and after; null where there is none. */
interface Entry {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Makes all changes, removals first, then the others in their order. New texts and copies of the old ones are staged,
 * then a journal is put in place, then files are moved; taking the journal away ends it. A step that fails undoes what
 * was done and throws the system's error; what a dead process left is undone by `recover`.
 */
export function commit(root: string, changes: readonly Change[], writer: Writer): void {
  const ordered = [...changes.filter((each) => each.content === null), ...changes.filter((each) => each.content !== null)];
  if (ordered.length === 0) return;
  try {
    writer.discard(stageOf(root));
    const entries = stage(root, ordered, writer);
    writeJournal(root, entries, writer);
    ordered.forEach((change, index) => apply(root, change, { index, writer }));
    writer.unlink(journalOf(root));
  } catch (error) {
    recover(root, writer);
    throw error;
  }
  tidy(root, writer);
}

/** Undoes what an interrupted `commit` did; a file edited since then is left as it is. True if there was anything. */
export function recover(root: string, writer: Writer): boolean {
  const journal = textAt(journalOf(root));
  if (journal !== null) {
    const entries = readJournal(root, journal);
    entries.map((entry, index) => ({ entry, index })).reverse().forEach(({ entry, index }) => undo(root, entry, { index, writer }));
    writer.unlink(journalOf(root));
  }
  tidy(root, writer);
  return journal !== null;
}

/** Whether an interrupted `commit` waits for `recover`. */
export function isInterrupted(root: string): boolean {
  return textAt(journalOf(root)) !== null;
}

/** Which of the changes a step belongs to: staged texts are `new-INDEX`, copies of the old ones `old-INDEX`. */
interface Turn {
  readonly index: number;
  readonly writer: Writer;
}

function stage(root: string, changes: readonly Change[], writer: Writer): readonly Entry[] {
  writer.mkdir(stageOf(root));
  return changes.map(({ path, content, mode }, index) => {
    const before = hashAt(join(root, path));
    if (before !== null) writer.copy(join(root, path), join(stageOf(root), `old-${index}`));
    if (content !== null) writer.write(join(stageOf(root), `new-${index}`), content, mode);
    return { path, before, after: content === null ? null : sha256(content) };
  });
}

function writeJournal(root: string, entries: readonly Entry[], writer: Writer): void {
  const draft = `${journalOf(root)}.draft`;
  writer.write(draft, JSON.stringify(entries), 0o644);
  writer.rename(draft, journalOf(root));
}

function apply(root: string, change: Change, { index, writer }: Turn): void {
  const target = join(root, change.path);
  if (change.content === null) {
    writer.unlink(target);
    prune(root, change.path, writer);
  } else {
    writer.mkdir(dirname(target));
    writer.rename(join(stageOf(root), `new-${index}`), target);
  }
}

function undo(root: string, { path, before, after }: Entry, { index, writer }: Turn): void {
  const target = join(root, path);
  const current = hashAt(target);
  if (current !== null && current !== after) return;
  if (before === null) {
    if (current !== null) writer.unlink(target);
    prune(root, path, writer);
  } else if (current !== before) {
    writer.mkdir(dirname(target));
    writer.rename(join(stageOf(root), `old-${index}`), target);
  }
}

/** Removes the folders above a removed file that it leaves empty, up to `src/` itself. Some may be gone already. */
function prune(root: string, path: string, writer: Writer): void {
  for (let folder = dirname(path); folder !== "src" && folder !== "."; folder = dirname(folder)) {
    try {
      writer.rmdir(join(root, folder));
    } catch (error) {
      if (isMissing(error)) continue;
      if (isSystemError(error) && (error.code === "ENOTEMPTY" || error.code === "EEXIST")) return;
      throw error;
    }
  }
}

/** The staged files are of no use once the journal is gone; what cannot be removed now is removed by the next commit. */
function tidy(root: string, writer: Writer): void {
  if (stat(stageOf(root)).kind === "missing") return;
  try {
    writer.discard(stageOf(root));
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

function readJournal(root: string, text: string): readonly Entry[] {
  const json = parseJson(text);
  if (Array.isArray(json) && json.every(isEntry)) return json;
  throw new Error(`internal: ${journalOf(root)} is no journal`);
}

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value)) return false;
  const { path, before, after } = value;
  const hashes = [before, after].every((each) => each === null || typeof each === "string");
  return typeof path === "string" && /^(src|book)\//.test(path) && !path.split("/").includes("..") && hashes;
}

function hashAt(path: string): string | null {
  const seen = stat(path);
  return seen.kind === "file" ? sha256(seen.bytes) : null;
}

function stageOf(root: string): string {
  return join(root, "src", ".tangle", "stage");
}

function journalOf(root: string): string {
  return join(stageOf(root), "journal.json");
}
