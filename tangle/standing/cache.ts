/** What was made before, by content: texts under `ROOT/output/.cache/`, safe to delete at any time. */
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Texts by kind (`sections`, a folder's name) and key. */
export interface Cache {
  /** The text that was put there; null if there is none, or if it was damaged. */
  readonly get: (kind: string, key: string) => string | null;
  /** Keeps a text. A disk that cannot be written to is no error: the text is made again next time. */
  readonly put: (kind: string, key: string, text: string) => void;
}

/** Keeps nothing. */
export const noCache: Cache = { get: () => null, put: () => undefined };

/** The folder of all that is kept of the book under a root. */
export function keptUnder(root: string): string {
  return join(root, "output", ".cache");
}

/** The cache of the book under a root. */
export function cacheUnder(root: string): Cache {
  return cacheIn(keptUnder(root));
}

/** The cache in a folder. */
export function cacheIn(folder: string): Cache {
  const fileOf = (kind: string, key: string): string => join(folder, kind, key.slice(0, 2), key.slice(2));
  return {
    get: (kind, key) => unsealed(fileOf(kind, key)),
    put: (kind, key, text) => writeWhole(fileOf(kind, key), `${digest(text)}\n${text}`),
  };
}

/** A key: the hash of everything that the text depends on. */
export function cacheKey(...parts: readonly string[]): string {
  return digest(parts.map((part) => `${part.length}:${part}`).join(""));
}

function digest(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The text after its hash, if the two agree. */
function unsealed(file: string): string | null {
  const sealed = bytesAt(file);
  if (sealed === null) return null;
  const bytes = sealed.subarray(65);
  return sealed.toString("latin1", 0, 65) === `${digest(bytes)}\n` ? bytes.toString("utf8") : null;
}

function bytesAt(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** Written beside, then renamed, so that no one ever reads half a text. */
function writeWhole(file: string, text: string): void {
  const beside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch {
    return;
  }
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch {
    rmSync(beside, { force: true });
  }
}
