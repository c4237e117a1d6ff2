/** `::index`: the indexes of terms, identifiers and chunks, which each edition writes in its own way. */
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

/** A heading and an index for each that has entries. */
export function backIndex(sizes: IndexSizes, depth: Heading["depth"]): readonly BlockContent[] {
  const shown = titles.filter(([of]) => sizes[of] > 0);
  if (shown.length === 0) return [paragraph([text("There is nothing to list yet.")])];
  return shown.flatMap(([of, title]): BlockContent[] => [
    { type: "heading", depth, children: [text(title)] },
    { type: "bookIndex", of },
  ]);
}
