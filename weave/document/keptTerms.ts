/** The list of terms as it was read before, with the trees of its meanings: hundreds of small texts, which change seldom. */
import type { PhrasingContent } from "mdast";
import { readTerms, termsPath, type Term, type TermsReading } from "../../prove/index.ts";
import { parseMarkdown, source, type Diagnostic, type Span } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { cacheKey, type Cache } from "../cache.ts";

/** A term with its meaning as a tree. */
export interface MeantTerm extends Term {
  readonly meaning: readonly PhrasingContent[];
}

/** The list; an entry with a mistake is left out. */
export interface MeantTerms {
  readonly terms: readonly MeantTerm[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of the file; null is a book without one. */
export type TermReader = (text: string | null) => MeantTerms;

/** A reader that asks a cache first. A list with mistakes is read each time, since they are to be said with their source. */
export function termReader(cache: Cache): TermReader {
  return (text) => {
    if (text === null) return { terms: [], diagnostics: [] };
    const key = cacheKey(loadedVersion(["weave/document/keptTerms.ts"]), text);
    const kept = cache.get("terms", key);
    if (kept !== null) return { terms: unpacked(kept, text), diagnostics: [] };
    const read = meant(readTerms(text));
    if (read.diagnostics.length === 0) cache.put("terms", key, packed(read.terms));
    return read;
  };
}

function meant({ terms, diagnostics }: TermsReading): MeantTerms {
  return { terms: terms.map((term) => ({ ...term, meaning: meaningOf(term) })), diagnostics };
}

/** The reader of the list has seen to it that this is a paragraph. */
function meaningOf({ means }: Term): readonly PhrasingContent[] {
  const [first] = parseMarkdown(means).children;
  return first?.type === "paragraph" ? first.children : [];
}

/** Places are spans of the one text, which is known where they are read back. */
function packed(terms: readonly MeantTerm[]): string {
  return JSON.stringify(terms, (key, value: unknown) => (key === "at" && typeof value === "object" && value !== null && "span" in value ? value.span : value));
}

function unpacked(kept: string, text: string): readonly MeantTerm[] {
  const from = source(termsPath, text);
  return JSON.parse(kept, (key, value: unknown) => (key === "at" ? { source: from, span: value as Span } : value)) as readonly MeantTerm[];
}
