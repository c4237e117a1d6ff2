/** The terms of `book/terms.yml`, each with the places that define it in the book. */
import type { Paragraph, PhrasingContent } from "mdast";
import { mistake, type Diagnostic } from "../../tangle/index.ts";
import { termKey, termsPath, type Term } from "../../prove/index.ts";
import type { Draft } from "./draft.ts";
import type { TermReader } from "./keptTerms.ts";
import type { BookFiles } from "../files.ts";
import type { FormulaCheck } from "../formulas.ts";
import { answerOf, type WithTree } from "../lazyTree.ts";
import { isSettled, walk, walkOpen } from "../walk.ts";
import { freshId, slugOf } from "../words/slug.ts";

/** A term of the list, as generated parts show it. */
export interface ListedTerm {
  readonly term: string;
  readonly also: readonly string[];
  readonly means: readonly PhrasingContent[];
  /** Ids of the bold words that define it, under its own name first; empty where there are none. */
  readonly bold: readonly string[];
  /** The id that leads to it: `main`, else of its first bold words, else the first of `where`, else its own in the glossary. */
  readonly home: string;
  /** Ids of further places that treat it, as `main` and `where` say. */
  readonly where: readonly string[];
  readonly entry: Term;
}

/** The list, and what is wrong with it. */
export interface ListedTerms {
  readonly terms: readonly ListedTerm[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the list and finds its terms in drafts whose bold words are `bookTerm`s. Ids for the glossary are taken from `taken`. */
export function listedTerms(files: BookFiles, drafts: readonly Draft[], { taken, read, check }: { readonly taken: Set<string>; readonly read: TermReader; readonly check: FormulaCheck }): ListedTerms {
  const { terms, diagnostics } = read(files.read(termsPath));
  const bold = boldTerms(drafts);
  const listed = terms.map((entry): ListedTerm => {
    const { term, also } = entry;
    const own = [term, ...also].flatMap((words) => bold.get(termKey(words)) ?? []);
    const where = entry.main === null ? entry.where : [entry.main, ...entry.where];
    const home = entry.main ?? own[0] ?? where[0] ?? freshId(`term-${slugOf(term) || "unnamed"}`, taken);
    return { term, also, means: entry.meaning, bold: own, home, where, entry };
  });
  return { terms: listed, diagnostics: [...diagnostics, ...listed.flatMap((each) => wrongFormulas(each, check))] };
}

/** An error for each id of a `where` or a `main` that nothing in the book has. */
export function strayPlaces(terms: readonly ListedTerm[], known: (id: string) => boolean): readonly Diagnostic[] {
  return terms.flatMap(({ term, entry }) => {
    const named = [...entry.where.map((id) => ["where", id] as const), ...(entry.main === null ? [] : [["main", entry.main] as const])];
    return named.filter(([, id]) => !known(id)).map(([key, id]) => mistake("wrong-term", `\`${key}\` of \`${term}\` is \`${id}\`, and nothing in the book has this id`, entry.at));
  });
}

function boldTerms(drafts: readonly Draft[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [term, id] of drafts.flatMap(termsIn)) {
    const key = termKey(term);
    found.set(key, [...(found.get(key) ?? []), id]);
  }
  return found;
}

/** The terms that a file defines, with their ids. */
function termsIn(draft: WithTree): readonly (readonly [term: string, id: string])[] {
  return answerOf(draft, {
    module: "weave/document/listedTerms.ts", name: "terms",
    answer(tree) {
      const found: (readonly [string, string])[] = [];
      walkOpen(tree, (node) => void (node.type === "bookTerm" && !isSettled(node) && found.push([node.term, node.id])));
      return found;
    },
  });
}

function wrongFormulas({ term, means, entry }: ListedTerm, check: FormulaCheck): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const paragraph: Paragraph = { type: "paragraph", children: [...means] };
  walk(paragraph, (node) => {
    const wrong = node.type === "inlineMath" ? check(node.value, false) : null;
    if (wrong !== null) found.push(mistake("wrong-term", `a formula in \`means\` of \`${term}\` cannot be read: ${wrong.message}`, entry.at));
  });
  return found;
}
