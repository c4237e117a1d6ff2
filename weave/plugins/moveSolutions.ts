/** Takes the solutions out of their exercises and leaves a link. */
import { posix } from "node:path";
import type { Blockquote, Root, RootContent } from "mdast";
import { bare } from "./bare.ts";
import type { BookBlock } from "../tree.ts";
import { rewrite, text } from "../walk.ts";

/** A solution on its way to the page of solutions, its question quoted before it, and the exercise it belongs to. */
export interface Solution {
  readonly exercise: BookBlock;
  readonly block: BookBlock;
}

/** The tree without its solutions, and these, with images' paths as they read from the file `to`. */
export function moveSolutions(tree: Root, from: string, to: string): { readonly tree: Root; readonly solutions: readonly Solution[] } {
  const solutions: Solution[] = [];
  return { tree: rewrite(tree, (node) => change(node, null)), solutions };

  function change(node: RootContent, exercise: BookBlock | null): RootContent[] | undefined {
    if (node.type !== "bookBlock") return undefined;
    if (node.kind === "exercise") return [rewrite(node, (child) => change(child, node))];
    if (node.kind !== "solution" || !exercise) return undefined;
    const block = rebased(node, from, to);
    solutions.push({ exercise, block: { ...block, children: [...questionOf(rebased(exercise, from, to)), ...block.children] } });
    return [{ type: "paragraph", children: [{ type: "bookReference", target: node.id, children: [text("Solution")] }] }];
  }
}

/** What the exercise says and shows, without its hints and its part of the program: as a quotation, with no mark, number or id of its own. */
function questionOf({ children }: BookBlock): readonly Blockquote[] {
  const said = children.flatMap((child): BookBlock["children"] => {
    if (child.type === "bookBlock") return child.kind === "equation" ? child.children : [];
    if (child.type !== "bookCode") return [child];
    return child.chunk !== null || child.hide || child.role === "verify" || child.role === "figure" ? [] : [{ ...child, role: child.role === "output" ? "output" : "plain", id: null, live: null, measure: false, proof: null }];
  });
  const question: Blockquote = { type: "blockquote", children: said, data: { question: true, hProperties: { className: ["question"] } } };
  return said.length === 0 ? [] : [rewrite(question, bare)];
}

/** The solution as another file shows it: images are found from there, and no position points into the wrong text. */
function rebased(block: BookBlock, from: string, to: string): BookBlock {
  const { position: _, ...moved } = rewrite(block, change);
  return moved;

  // Settled nodes are entered too: formulas in them have positions.
  function change(node: RootContent): RootContent[] {
    const { position: _, data, ...open } = node;
    const inside = { ...rewrite(open, change), ...(data && { data }) };
    if (inside.type !== "image") return [inside];
    return [{ ...inside, url: posix.relative(posix.dirname(to), posix.join(posix.dirname(from), inside.url)) }];
  }
}
