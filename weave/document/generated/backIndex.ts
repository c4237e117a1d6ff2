/** `::index` and `::index{of="terms"}`: the indexes of terms, identifiers and chunks, which each edition writes in its own way. */
import type { BlockContent, Heading } from "mdast";
import type { BookIndex } from "../../tree.ts";
import { text } from "../../walk.ts";
import { paragraph } from "./grouped.ts";

/** How many entries each index has. */
export type IndexSizes = { readonly [K in BookIndex["of"]]: number };

const titles: readonly (readonly [BookIndex["of"], string])[] = [
  ["terms", "Terms"],
  ["identifiers", "Identifiers"],
  ["chunks", "Chunks"],
];

/** What is printed where: `of` names one index, and null those that are not in `apart`, each under a heading of its own. */
interface Choice {
  readonly of: string | null;
  readonly apart: ReadonlySet<string | null>;
  readonly depth: Heading["depth"];
}

/** The chosen indexes that have entries. */
export function backIndex(sizes: IndexSizes, { of: one, apart, depth }: Choice): readonly BlockContent[] {
  const shown = titles.filter(([of]) => sizes[of] > 0 && (one === null ? !apart.has(of) : of === one));
  if (shown.length === 0) return [paragraph([text("There is nothing to list yet.")])];
  return shown.flatMap(([of, title]): BlockContent[] => [
    ...(one === null ? [{ type: "heading" as const, depth, children: [text(title)] }] : []),
    { type: "bookIndex", of },
  ]);
}
