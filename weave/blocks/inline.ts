/** Markdown inside an attribute: `title="Why $x$ moves"`. */
import type { Nodes, PhrasingContent } from "mdast";
import { parseMarkdown, placeOf, type Offset, type Source } from "../../tangle/index.ts";
import { placeWithin } from "../place.ts";
import { walk } from "../walk.ts";

/** The phrasing that `words` says; its positions are those in the source, where the node that holds the attribute stands. */
export function inlineMarkdown(words: string, source: Source, node: Pick<Nodes, "position">): PhrasingContent[] {
  const at = placeWithin(source, node, words);
  const start = "source" in at ? at.span.start : 0;
  const tree = parseMarkdown(words);
  walk(tree, (each) => {
    const { position } = each;
    if (position) each.position = { start: moved(position.start), end: moved(position.end) };
  });
  const [first] = tree.children;
  return first?.type === "paragraph" ? first.children : [{ type: "text", value: words }];

  // An entity in the attribute makes its source longer than its words, so the end of the text is the limit.
  function moved(point: { readonly offset?: number | undefined }) {
    const offset = Math.min(start + (point.offset ?? 0), source.text.length);
    const { line, column } = placeOf(source, offset as Offset);
    return { line, column, offset };
  }
}
