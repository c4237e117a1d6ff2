/** What the last tangle read and wrote, by hash: where nothing of it changed there is nothing to do. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Writer } from "../disk/files.ts";
import { sha256 } from "../text/hash.ts";
import { projectFolder } from "../disk/project.ts";
import { isSystemError, stat, textAt, walk } from "../disk/stat.ts";
import { isRecord, parseJson } from "../text/json.ts";
import { isInterrupted } from "../disk/transaction.ts";

/** Where the stamp is, relative to the folder that holds `src/`. Ignored by git. */
export const stampPath = "src/.tangle/stamp.json";

/** What a tangle that had nothing to do says: the coverage and the warnings of the one before. */
export interface Summary {
  readonly coverage: string;
  readonly warnings: string;
}

/** Writes the stamp of a tangle that has just ended well. `inputs` are the texts it was made from. */
export function writeStamp(root: string, inputs: ReadonlyMap<string, string>, { summary, writer }: StampOptions): void {
  const hashed = [...inputs].map(([path, text]) => [path, sha256(text)] as const);
  const outputs = Object.fromEntries(outputsOf(root).map((path) => [path, fingerprint(root, path)]));
  const stamp = { version: 1, root, compiler: compilerHash(), inputs: Object.fromEntries(hashed), outputs, summary };
  const draft = join(root, `${stampPath}.draft`);
  try {
    writer.discard(draft);
    writer.write(draft, `${JSON.stringify(stamp)}\n`, 0o644);
    writer.rename(draft, join(root, stampPath));
  } catch (error) {
    // without a stamp the next tangle does all of its work, and that is all
    if (!isSystemError(error)) throw error;
  }
}

/** What a stamp records besides the files, and how it is written. */
export interface StampOptions {
  readonly summary: Summary;
  readonly writer: Writer;
}

/**
 * The summary of the last tangle if every file it read and every file in `src/` is byte for byte as it was then, null
 * otherwise. Contents are compared, never times: at the size of a book hashing all of it takes less than starting Node.
 */
export function unchangedSince(root: string): Summary | null {
  const text = textAt(join(root, stampPath));
  const stamp = text === null ? undefined : parseJson(text);
  if (!isRecord(stamp) || stamp["version"] !== 1 || stamp["root"] !== root || stamp["compiler"] !== compilerHash()) return null;
  const { inputs, outputs, summary } = stamp;
  if (!isRecord(inputs) || !isRecord(outputs) || !isSummary(summary) || isInterrupted(root)) return null;
  const present = outputsOf(root);
  const sameFiles = present.length === Object.keys(outputs).length && present.every((path) => outputs[path] === fingerprint(root, path));
  if (!sameFiles) return null;
  return Object.entries(inputs).every(([path, hash]) => contentHash(root, path) === hash) ? summary : null;
}

/** Everything in `src/` but the records that change with every run; `base.json` is one that must still be there. */
function outputsOf(root: string): readonly string[] {
  return walk(root, "src", (path) => path.endsWith("/.DS_Store") || (path.startsWith("src/.tangle/") && path !== "src/.tangle/base.json"));
}

function fingerprint(root: string, path: string): string {
  const seen = stat(join(root, path));
  return seen.kind === "file" ? `${sha256(seen.bytes)} ${seen.mode.toString(8)}` : seen.kind;
}

/** Inputs are read through links, as the book is. */
function contentHash(root: string, path: string): string | null {
  try {
    return sha256(readFileSync(join(root, path)));
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}

/** Another version of tangle, or of a package it uses, may write something else. */
function compilerHash(): string {
  const modules = walk(projectFolder, "tangle", (path) => path === "tangle/fixtures" || path.endsWith(".test.ts"));
  return sha256([...modules, "package-lock.json"].map((path) => textAt(join(projectFolder, path)) ?? "").join("\0"));
}

function isSummary(value: unknown): value is Summary {
  return isRecord(value) && typeof value["coverage"] === "string" && typeof value["warnings"] === "string";
}
