/** What the files of the edition depend on beside a page's own HTML: which pictures it shows, what its cells drew, whether it prints an index. */
import type { BookDrawing, Page } from "../tree.ts";
import { walk } from "../walk.ts";

/** What one walk over a page finds. */
export interface Inventory {
  /** Addresses of pictures, as written. */
  readonly pictures: readonly string[];
  readonly printsIndex: boolean;
  /** What its cells drew. */
  readonly drawings: readonly BookDrawing[];
}

/** Takes the inventory of a page. */
export function inventoryOf(page: Page): Inventory {
  const pictures: string[] = [];
  const drawings: BookDrawing[] = [];
  let printsIndex = false;
  walk(page.tree, (node) => {
    if (node.type === "image") pictures.push(node.url);
    else if (node.type === "bookIndex") printsIndex = true;
    else if ("drawing" in node && node.drawing !== null) drawings.push(node.drawing);
  });
  return { pictures, printsIndex, drawings };
}
