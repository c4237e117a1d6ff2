/** Makes `bookMath` of display mathematics. */
import type { Paragraph, Root, RootContent } from "mdast";
import type { Source } from "../../tangle/index.ts";
import { rawOf } from "../place.ts";
import { rewrite } from "../walk.ts";

/** The tree with `bookMath` for every `$$` block, also one that stands alone on one line (`$$x$$`). Inline formulas stay. */
export function bookMath(tree: Root, source: Source): Root {
  return rewrite(tree, (node): RootContent[] | undefined => {
    const display = node.type === "math" ? node : node.type === "paragraph" ? soleDisplay(node, source) : null;
    if (!display) return undefined;
    const { value, position } = display;
    return [{ type: "bookMath", value, id: null, number: null, ...(position && { position }) }];
  });
}

/** The formula of a paragraph that is nothing but `$$…$$`: remark-math reads it as inline, GitHub shows it as a display. */
function soleDisplay(paragraph: Paragraph, source: Source): { value: string; position: Paragraph["position"] } | null {
  const [only, second] = paragraph.children;
  if (only?.type !== "inlineMath" || second || !rawOf(source, only).startsWith("$$")) return null;
  return { value: only.value, position: only.position };
}
