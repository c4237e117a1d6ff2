/** A term of the book, and when two ways of writing it are one. */
import type { Location } from "../../tangle/index.ts";

/** An entry of `book/terms.yml`. */
export interface Term {
  /** As the book writes it: `cross-entropy`. */
  readonly term: string;
  /** What it means: one paragraph of Markdown with text, emphasis, code and mathematics. */
  readonly means: string;
  /** Synonyms that people search for. */
  readonly also: readonly string[];
  /** Words that are no names of it, but under which readers look for it. */
  readonly see: readonly string[];
  /** Words that must not stand for it. */
  readonly not: readonly string[];
  /** Ids of the places that treat it, beside those where a chapter sets it in bold. The first one is its home where none does. */
  readonly where: readonly string[];
  /** The id of the place that treats it in full, where that is not the one that first sets it in bold: its home then. Null for the others. */
  readonly main: string | null;
  readonly except: readonly TermException[];
  /** Where the entry's `term` stands. */
  readonly at: Location;
}

/** A text in which a word of `not` is right. */
export interface TermException {
  /** The words around it as the book has them, or an identifier. */
  readonly text: string;
  readonly because: string;
  readonly at: Location;
}

/**
 * The form under which two ways of writing a term are one: without case, hyphens, what stands in brackets, and the plural's `s`
 * or `es`: `Dual numbers` and `dual number`, `cache misses` and `cache miss`, `stochastic gradient descent (SGD)` and `stochastic gradient descent`.
 */
export function termKey(words: string): string {
  const plain = words.toLowerCase().replace(/\([^)]*\)/g, " ").replace(/[\s\p{Pd}]+/gu, " ").trim();
  if (plain.endsWith("sses")) return plain.slice(0, -2);
  return /[^s]s$/u.test(plain) && plain.length > 3 ? plain.slice(0, -1) : plain;
}
