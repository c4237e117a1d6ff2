/** Markdown inside an attribute: `title="Why $x$ moves"`. */
import type { PhrasingContent } from "mdast";
import { parseMarkdown, type Source } from "../tangle/index.ts";
import { placeWithin } from "./place.ts";
import { walk } from "./walk.ts";

/** The phrasing that `words` says; its positions are those in the source, where the node that holds the attribute stands. */
export function inlineMarkdown(words: string, source: Source, node: { position?: PhrasingContent["position"] }): PhrasingContent[] {
  const at = placeWithin(source, node, words);
  const offset = "source" in at ? at.span.start : 0;
  const plain = !/[`$*_\\&<[:@^~]/.test(words);
  const end = { line: 1, column: 1, offset: offset + words.length };
  if (plain) return [{ type: "text", value: words, position: { start: { line: 1, column: 1, offset }, end } }];
  const tree = parseMarkdown(words);
  walk(tree, (each) => {
    for (const point of each.position ? [each.position.start, each.position.end] : []) point.offset = (point.offset ?? 0) + offset;
  });
  const first = tree.children[0];
  return first?.type === "paragraph" ? first.children : [{ type: "text", value: words }];
}
