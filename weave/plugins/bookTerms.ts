/** Makes a term of each bold phrase where it stands first. */
import type { Nodes, Root, RootContent, Strong } from "mdast";
import type { Diagnostic, Location, Source } from "../../tangle/index.ts";
import { span, spanOf } from "../place.ts";
import type { Plugged } from "./plugged.ts";
import { rewrite, textOf } from "../walk.ts";
import { freshId, slugOf } from "../words/slug.ts";

/** What earlier files have defined: term in lower case → where. `bookTerms` adds to both. */
export interface KnownTerms {
  readonly places: Map<string, Location>;
  readonly taken: Set<string>;
}

/** A bold phrase, with those inside of it. */
export interface BoldPhrase {
  readonly words: string;
  readonly start: number;
  readonly end: number;
  readonly inside: readonly BoldPhrase[];
}

/** What becomes of a bold phrase: the id of a term; null where it is only bold, and then what becomes of those inside of it. */
export interface TermChoice {
  readonly id: string | null;
  readonly inside: readonly TermChoice[];
}

/** The tree with `bookTerm`s. Bold in headings, and a question in bold, is only bold; bold for a term that is defined already is reported. */
export function bookTerms(tree: Root, source: Source, known: KnownTerms): Plugged {
  const { choices, diagnostics } = termsOf(boldIn(tree), source, known);
  return { tree: withTermIds(tree, choices), diagnostics };
}

/** The bold phrases of a file outside of its headings. */
export function boldIn(tree: Nodes): readonly BoldPhrase[] {
  const found: BoldPhrase[] = [];
  rewrite(tree, (node) => {
    if (node.type === "heading") return [node];
    if (node.type !== "strong") return undefined;
    const words = wordsOf(node);
    const { start, end } = spanOf(node);
    found.push({ words, start, end, inside: boldIn(node) });
    return [node];
  });
  return found;
}

/** What becomes of the bold phrases of a file, after those of the files before. */
export function termsOf(bold: readonly BoldPhrase[], source: Source, known: KnownTerms): { readonly choices: readonly TermChoice[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  return { choices: bold.map(choose), diagnostics };

  function choose({ words, start, end, inside }: BoldPhrase): TermChoice {
    const key = words.toLowerCase();
    const first = known.places.get(key);
    const at: Location = { source, span: span(start, end) };
    if (key === "" || key.endsWith("?")) return { id: null, inside: inside.map(choose) };
    if (first) {
      diagnostics.push(secondDefinition(words, at, first));
      return { id: null, inside: inside.map(choose) };
    }
    known.places.set(key, at);
    return { id: freshId(`term-${slugOf(words) || "unnamed"}`, known.taken), inside: [] };
  }
}

/** The tree with the terms that were chosen. */
export function withTermIds<T extends Nodes>(tree: T, choices: readonly TermChoice[]): T {
  let at = 0;
  return rewrite(tree, (node): RootContent[] | undefined => {
    if (node.type === "heading") return [node];
    const choice = node.type === "strong" ? choices[at++] : undefined;
    if (node.type !== "strong" || choice === undefined) return undefined;
    if (choice.id === null) return [withTermIds(node, choice.inside)];
    return [{ type: "bookTerm", id: choice.id, term: wordsOf(node), children: node.children, ...(node.position && { position: node.position }) }];
  });
}

function wordsOf(node: Strong): string {
  return textOf(node).replace(/\s+/g, " ").replace(/[\s.,:;]+$/, "").trim();
}

function secondDefinition(words: string, at: Location, first: Location): Diagnostic {
  return {
    severity: "warning",
    code: "term-defined-twice",
    message: `bold marks a term where it is defined, and \`${words}\` is defined already`,
    at,
    notes: [{ message: `\`${words}\` is defined here`, at: first }],
  };
}
