/** What the files of the edition depend on beside a page's own HTML: which pictures it shows, what its cells drew, whether it prints an index. */
import type { BookDrawing, Page } from "../tree.ts";
import { nodesOf } from "../nodesOf.ts";

/** What stands on a page. */
export interface Inventory {
  /** Addresses of pictures, as written. */
  readonly pictures: readonly string[];
  readonly printsIndex: boolean;
  /** What its cells drew. */
  readonly drawings: readonly BookDrawing[];
}

/** Takes the inventory of a page. */
export function inventoryOf(page: Page): Inventory {
  return {
    pictures: nodesOf(page.tree, "image").map(({ url }) => url),
    printsIndex: nodesOf(page.tree, "bookIndex").length > 0,
    drawings: [...nodesOf(page.tree, "bookBlock"), ...nodesOf(page.tree, "bookShown")].flatMap((node) => node.drawing ?? []),
  };
}
