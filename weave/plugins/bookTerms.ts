/** Makes a term of each bold phrase where it stands first. */
import type { Root, RootContent, Strong } from "mdast";
import type { Diagnostic, Location, Source } from "../../tangle/index.ts";
import { placed } from "../place.ts";
import type { Plugged } from "./plugged.ts";
import { rewrite, textOf } from "../walk.ts";
import { freshId, slugOf } from "../words/slug.ts";

/** What earlier files have defined: term in lower case → where. `bookTerms` adds to both. */
export interface KnownTerms {
  readonly places: Map<string, Location>;
  readonly taken: Set<string>;
}

/** The tree with `bookTerm`s. Bold in headings, and a question in bold, is only bold; bold for a term that is defined already is reported. */
export function bookTerms(tree: Root, source: Source, known: KnownTerms): Plugged {
  const diagnostics: Diagnostic[] = [];
  const changed = rewrite(tree, (node): RootContent[] | undefined => {
    if (node.type === "heading") return [node];
    return node.type === "strong" ? term(node) : undefined;
  });
  return { tree: changed, diagnostics };

  function term(node: Strong): RootContent[] | undefined {
    const words = textOf(node).replace(/\s+/g, " ").replace(/[\s.,:;]+$/, "").trim();
    const key = words.toLowerCase();
    const first = known.places.get(key);
    if (key === "" || key.endsWith("?")) return undefined;
    if (first) {
      diagnostics.push(secondDefinition(words, placed(source, node), first));
      return undefined;
    }
    known.places.set(key, placed(source, node));
    const id = freshId(`term-${slugOf(words) || "unnamed"}`, known.taken);
    return [{ type: "bookTerm", id, term: words, children: node.children, ...(node.position && { position: node.position }) }];
  }
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
