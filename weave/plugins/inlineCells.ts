/** Makes a value, not yet known, of each inline cell `` `{ts} …` ``. */
import type { Root, RootContent } from "mdast";
import { rewrite } from "../walk.ts";

const cell = /^\{ts\}\s+([\s\S]+)$/;

/** The tree with `bookValue`s for inline cells. Other inline code stays. */
export function inlineCells(tree: Root): Root {
  return rewrite(tree, (node): RootContent[] | undefined => {
    if (node.type !== "inlineCode") return undefined;
    const expression = cell.exec(node.value)?.[1];
    if (expression === undefined) return undefined;
    return [{ type: "bookValue", expression: expression.trim(), value: null, ...(node.position && { position: node.position }) }];
  });
}

/** Alternative text as it reads before its inline cells have been run, and how many they are. */
export function alternativeText(written: string): { readonly alt: string; readonly cells: number } {
  const cells = written.match(/`\{ts\}\s[^`]*`/g)?.length ?? 0;
  return { alt: written.replace(/`\{ts\}\s[^`]*`/g, "(not run yet)").replace(/\s+/g, " ").trim(), cells };
}
