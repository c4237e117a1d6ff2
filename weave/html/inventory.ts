/** What the files of the edition depend on beside a page's own HTML: which pictures it shows, what its cells drew, whether it prints an index. */
import type { Root } from "mdast";
import { answerOf, type WithTree } from "../lazyTree.ts";
import type { BookDrawing, Page } from "../tree.ts";
import { nodesOf } from "../nodesOf.ts";

/** What stands on a page. */
export interface Inventory {
  /** Addresses of pictures, as written. */
  readonly pictures: readonly string[];
  readonly printsIndex: boolean;
  /** The names of the data files of what its cells drew. */
  readonly data: readonly string[];
}

/** Takes the inventory of a page. */
export function inventoryOf(page: Page): Inventory {
  return answerOf(page, {
    module: "weave/html/inventory.ts", name: "inventory",
    answer: (tree) => ({
      pictures: nodesOf(tree, "image").map(({ url }) => url),
      printsIndex: nodesOf(tree, "bookIndex").length > 0,
      data: drawingsIn(tree).flatMap(({ csv, csvName }) => (csv === null || csvName === null ? [] : [csvName])),
    }),
  });
}

/** What the cells of a page drew. */
export function drawingsOn({ tree }: WithTree): readonly BookDrawing[] {
  return drawingsIn(tree);
}

function drawingsIn(tree: Root): readonly BookDrawing[] {
  return [...nodesOf(tree, "bookBlock"), ...nodesOf(tree, "bookShown")].flatMap((node) => node.drawing ?? []);
}
