/** Rendered pieces kept on the disk by their content, so that a new process renders only what changed. */
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Texts by key. A key is a hash in hexadecimal of everything that the text is made from. */
export interface Store {
  readonly get: (key: string) => string | undefined;
  /** Whether it is there; it is not read. */
  readonly has: (key: string) => boolean;
  readonly set: (key: string, value: string) => void;
  /** Writes what was set since the last time. */
  readonly flush: () => void;
}

/** A store of which every text can be dropped that is no longer wanted. */
export interface PrunedStore extends Store {
  /** Drops all others. */
  readonly keep: (keys: ReadonlySet<string>) => void;
}

/** A store that forgets everything when the process ends. */
export function memoryStore(): PrunedStore {
  const values = new Map<string, string>();
  return { keep: (keys) => { for (const key of values.keys()) if (!keys.has(key)) values.delete(key); }, get: (key) => values.get(key), has: (key) => values.has(key), set: (key, value) => void values.set(key, value), flush: () => {} };
}

/**
 * A store in a folder, in files of many small texts by the first two digits of their keys: a first build writes some hundreds
 * of them and not thousands, and a page reads those of its formulas and little more. A file that cannot be read is taken as empty.
 */
export function shardedStore(folder: string): Store {
  const shards = new Map<string, Map<string, string>>();
  const changed = new Set<string>();
  const shardOf = (key: string): Map<string, string> => {
    const name = shardNameOf(key);
    const known = shards.get(name);
    if (known) return known;
    const read = readShard(join(folder, `${name}.json`));
    shards.set(name, read);
    return read;
  };
  return {
    get: (key) => shardOf(key).get(key),
    has: (key) => shardOf(key).has(key),
    set(key, value) {
      shardOf(key).set(key, value);
      changed.add(shardNameOf(key));
    },
    flush() {
      if (changed.size > 0) mkdirSync(folder, { recursive: true });
      for (const name of changed) replaceFile(join(folder, `${name}.json`), JSON.stringify([...(shards.get(name) ?? [])]));
      changed.clear();
    },
  };
}

/** A store with one file a text, for long texts of which nearly all are wanted. */
export function fileStore(folder: string): PrunedStore {
  const values = new Map<string, string>();
  const unwritten = new Set<string>();
  const present = new Set(filesIn(folder));
  return {
    get(key) {
      if (!values.has(key) && present.has(key)) values.set(key, readFileSync(join(folder, key), "utf8"));
      return values.get(key);
    },
    has: (key) => values.has(key) || present.has(key),
    set(key, value) {
      values.set(key, value);
      unwritten.add(key);
    },
    flush() {
      if (unwritten.size > 0) mkdirSync(folder, { recursive: true });
      for (const key of unwritten) {
        replaceFile(join(folder, key), values.get(key) ?? "");
        present.add(key);
      }
      unwritten.clear();
    },
    keep(keys) {
      for (const key of [...present].filter((each) => !keys.has(each))) {
        rmSync(join(folder, key), { force: true });
        present.delete(key);
        values.delete(key);
      }
    },
  };
}

/** Removes everything in a folder but what has one of some names: what earlier versions of the writer have kept. */
export function dropOthers(parent: string, wanted: readonly string[]): void {
  for (const name of filesIn(parent)) if (!wanted.includes(name)) rmSync(join(parent, name), { recursive: true, force: true });
}

function shardNameOf(key: string): string {
  return key.slice(0, 2);
}

function readShard(path: string): Map<string, string> {
  try {
    const pairs: unknown = JSON.parse(readFileSync(path, "utf8"));
    return new Map(Array.isArray(pairs) ? pairs.filter(isPair) : []);
  } catch {
    return new Map();
  }
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === "string");
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Writes beside and renames, so that a second process never reads half a file. */
function replaceFile(path: string, text: string): void {
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}
