/** Trees that are made when somebody first asks for them, and what is known of each without it: most of a book is as it was when it was woven last. */
import type { Root } from "mdast";
import { loadedVersion } from "../tangle/standing/index.ts";
import { cacheKey } from "./cache.ts";
import { once } from "./once.ts";

/** What is asked of a tree. The answer is data as JSON has it, and comes from the tree and what its key tells, from nothing else. */
export interface Question<T> {
  /** The module that answers; for as long as it, and what it imports, is the same, answers are kept. */
  readonly module: string;
  /** What is asked, where a module answers more than one question. */
  readonly name: string;
  readonly answer: (tree: Root) => T;
}

/** Answers of one file of the book, from one run to the next. */
export interface KeptAnswers {
  readonly get: (key: string, question: string, version: string) => { readonly value: unknown } | null;
  readonly put: (key: string, question: string, answer: { readonly version: string; readonly value: unknown }) => void;
}

/** Of who forgets all of them. */
export const nothingKept: KeptAnswers = { get: () => null, put: () => undefined };

/** A tree that may not be made yet. */
export interface LazyTree {
  /** A digest of all that the tree is made from; null where nobody knows that, and then nothing is kept of it. */
  readonly key: string | null;
  readonly tree: () => Root;
  readonly kept: KeptAnswers;
}

/** Anything that has a tree, such as a draft or a page. */
export interface WithTree {
  readonly tree: Root;
}

const lazyTrees = new WeakMap<WithTree, LazyTree>();
const answers = new WeakMap<LazyTree, Map<string, unknown>>();

/** A tree that is made once, at the first call. */
export function lazyTree({ key, kept, make }: Pick<LazyTree, "key" | "kept"> & { readonly make: () => Root }): LazyTree {
  return { key, kept, tree: once(make) };
}

/** `rest` with a tree, which is made when `tree` is first read. A copy by `{ ...of }` reads it, and knows the tree alone. */
export function withTree<T extends object>(rest: T, lazy: LazyTree): T & WithTree {
  const made = Object.defineProperty({ ...rest }, "tree", { get: lazy.tree, enumerable: true }) as T & WithTree;
  lazyTrees.set(made, lazy);
  return made;
}

/** All of something but its tree, which is not made for that. */
export function withoutTree<T extends WithTree>(of: T): Omit<T, "tree"> {
  const { tree: _, ...rest } = Object.getOwnPropertyDescriptors(of);
  return Object.defineProperties({}, rest) as Omit<T, "tree">;
}

/** The lazy tree of something; one without a key for what was not made by `withTree`. */
export function lazyOf(of: WithTree): LazyTree {
  const known = lazyTrees.get(of) ?? { key: null, kept: nothingKept, tree: () => of.tree };
  lazyTrees.set(of, known);
  return known;
}

/** A tree made of another one, of nothing else than what `parts` tell; null is a part of which nobody knows. */
export function derived(from: LazyTree, parts: readonly (string | null)[], make: (tree: Root) => Root): LazyTree {
  return lazyTree({ key: keyOf([from.key, ...parts]), kept: from.kept, make: () => make(from.tree()) });
}

/** A key of parts; null where one of them is. */
export function keyOf(parts: readonly (string | null)[]): string | null {
  const known = parts.filter((part) => part !== null);
  return known.length < parts.length ? null : cacheKey(...known);
}

/** Answers a question; the tree is made only where the answer is not known from before. */
export function answerOf<T>(of: WithTree, question: Question<T>): T {
  const lazy = lazyOf(of);
  const name = `${question.module} ${question.name}`;
  const own = answers.get(lazy) ?? new Map<string, unknown>();
  answers.set(lazy, own);
  if (!own.has(name)) own.set(name, answered(lazy, question, name));
  return own.get(name) as T;
}

function answered<T>({ key, kept, tree }: LazyTree, { module, answer }: Question<T>, name: string): unknown {
  if (key === null) return answer(tree());
  const version = loadedVersion([module]);
  const before = kept.get(key, name, version);
  if (before !== null) return before.value;
  const value = answer(tree());
  kept.put(key, name, { version, value });
  return value;
}
