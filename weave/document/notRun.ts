/** How much of a book has not been run yet. */
import type { Root } from "mdast";
import { notRun } from "../plugins/inlineCells.ts";
import type { NotRun } from "../proof.ts";
import type { BookBlock } from "../tree.ts";
import { walkOpen } from "../walk.ts";

/** Counts it, in the trees of all pages. */
export function notRunIn(trees: readonly Root[]): NotRun {
  const counts = { cells: 0, figures: 0, numbers: 0, derivations: 0, costs: 0 };
  for (const tree of trees) {
    walkOpen(tree, (node) => {
      if (node.type === "bookValue" && node.value === null) counts.numbers += 1;
      if (node.type === "bookCode" && node.proof?.state === "missing") counts.cells += 1;
      if (node.type === "image") counts.numbers += unknownValues(node.alt ?? "");
      if (node.type !== "bookBlock") return;
      if (node.kind === "figure") counts.numbers += unknownValues(node.alt ?? "");
      const kind = kinds[node.kind];
      if (kind !== undefined && node.proof?.state === "missing") counts[kind] += 1;
    });
  }
  return counts;
}

const kinds: Readonly<Partial<Record<BookBlock["kind"], keyof NotRun>>> = { figure: "figures", derivation: "derivations", cost: "costs" };

function unknownValues(alt: string): number {
  return alt.split(notRun).length - 1;
}
