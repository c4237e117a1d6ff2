/** What the book asks of the trees of its files, kept from run to run: one text a file, with the answers that were used last. */
import { cacheKey, noCache, type Cache } from "../cache.ts";
import { nothingKept, type KeptAnswers } from "../lazyTree.ts";

/** The answers of a book. */
export interface BookAnswers {
  /** Those of a file. */
  readonly of: (path: string) => KeptAnswers;
  /** Keeps those that were asked for in this run. */
  readonly keep: () => void;
}

interface Answer {
  readonly version: string;
  readonly value: unknown;
}

/** By the key of the tree, then by the question. */
type Answers = Map<string, Record<string, Answer>>;

const kind = "answers";

/** Those in a cache. */
export function answersIn(cache: Cache): BookAnswers {
  if (cache === noCache) return { of: () => nothingKept, keep: () => undefined };
  const files = new Map<string, FileAnswers>();
  const fileOf = (path: string): FileAnswers => {
    const known = files.get(path) ?? answersOf(path, cache);
    files.set(path, known);
    return known;
  };
  return { of: (path) => fileOf(path), keep: () => files.forEach((file) => file.keep()) };
}

interface FileAnswers extends KeptAnswers {
  readonly keep: () => void;
}

function answersOf(path: string, cache: Cache): FileAnswers {
  const name = cacheKey(path);
  const before = read(cache.get(kind, name));
  const now: Answers = new Map();
  let isNew = false;
  // a tree that is no longer asked about is another one now
  const used = (key: string): Record<string, Answer> => {
    const answers = now.get(key) ?? { ...before.get(key) };
    now.set(key, answers);
    return answers;
  };
  return {
    get(key, question, version) {
      const answer = used(key)[question];
      return answer?.version === version ? answer : null;
    },
    put(key, question, answer) {
      used(key)[question] = answer;
      isNew = true;
    },
    keep() {
      if (isNew) cache.put(kind, name, JSON.stringify([...now]));
      isNew = false;
    },
  };
}

function read(text: string | null): Answers {
  return new Map(text === null ? [] : (JSON.parse(text) as readonly (readonly [string, Record<string, Answer>])[]));
}
