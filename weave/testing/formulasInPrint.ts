/** For tests: how many formulas the PDF has. */
import { formulasOf } from "../formulas.ts";
import { standsInQuickReference } from "../pdf/blocks.ts";
import type { BookDocument } from "../tree.ts";
import { walk } from "../walk.ts";

/** All but those in the lines of cards, where the quick reference shows the cards a second time. */
export function formulasInPrint(document: BookDocument): number {
  const { inline, display } = formulasOf(document);
  let elsewhere = 0;
  for (const { tree } of document.pages) {
    walk(tree, (node) => {
      if (node.type !== "bookBlock" || !standsInQuickReference(node, document)) return;
      walk({ ...node, title: [], caption: [] }, ({ type }) => void (elsewhere += type === "inlineMath" || type === "bookMath" ? 1 : 0));
    });
  }
  return inline + display - elsewhere;
}
