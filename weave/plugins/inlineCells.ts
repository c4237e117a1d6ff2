/** Makes a value, not yet known, of each inline cell `` `{ts} …` ``; and alternative text, in which they stand as they are written. */
import type { Root, RootContent } from "mdast";
import { rewrite } from "../walk.ts";
import { oneLine } from "../words/oneLine.ts";

const cell = /^\{ts\}\s+([\s\S]+)$/;

/** The tree with `bookValue`s for inline cells. Other inline code stays. */
export function inlineCells(tree: Root): Root {
  return rewrite(tree, (node): RootContent[] | undefined => {
    if (node.type !== "inlineCode") return undefined;
    const expression = cell.exec(node.value)?.[1];
    if (expression === undefined) return undefined;
    return [{ type: "bookValue", expression: expression.trim(), value: null, stale: false, ...(node.position && { position: node.position }) }];
  });
}

/** Alternative text with what its inline cells gave, in their order; those of which nothing is known yet say so. */
export function alternativeText(written: string, values: readonly (string | null)[]): string {
  let index = 0;
  return oneLine(written.replace(inAlt, () => values[index++] ?? notRun));
}

/** What stands for a number that has not been computed. */
export const notRun = "(not run yet)";

/** Where the inline cells of a text begin. */
export function cellsIn(text: string): readonly number[] {
  return [...text.matchAll(inAlt)].map(({ index }) => index);
}

const inAlt = /`\{ts\}\s[^`]*`/g;
