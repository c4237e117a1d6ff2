/** How much of a book has not been run yet. */
import { notRun } from "../plugins/inlineCells.ts";
import type { NotRun } from "../proof.ts";
import type { BookBlock } from "../tree.ts";
import { answerOf, type Question, type WithTree } from "../lazyTree.ts";
import { openNodesOf } from "../nodesOf.ts";

/** Counts it, in trees that have all that is on the pages. */
export function notRunIn(trees: readonly WithTree[]): NotRun {
  const counts = { cells: 0, figures: 0, numbers: 0, derivations: 0, costs: 0 };
  for (const own of trees.map((each) => answerOf(each, notRunOn))) for (const kind of kindsCounted) counts[kind] += own[kind];
  return counts;
}

const kindsCounted = ["cells", "figures", "numbers", "derivations", "costs"] as const satisfies readonly (keyof NotRun)[];

const notRunOn: Question<NotRun> = {
  module: "weave/document/notRun.ts", name: "not run",
  answer(tree) {
    const counts = { cells: 0, figures: 0, numbers: 0, derivations: 0, costs: 0 };
    counts.numbers += openNodesOf(tree, "bookValue").filter(({ value }) => value === null).length;
    counts.cells += openNodesOf(tree, "bookCode").filter(({ proof }) => proof?.state === "missing").length;
    for (const { alt } of openNodesOf(tree, "image")) counts.numbers += unknownValues(alt ?? "");
    for (const { kind: name, alt, proof } of openNodesOf(tree, "bookBlock")) {
      if (name === "figure") counts.numbers += unknownValues(alt ?? "");
      const kind = kinds[name];
      if (kind !== undefined && proof?.state === "missing") counts[kind] += 1;
    }
    return counts;
  },
};

const kinds: Readonly<Partial<Record<BookBlock["kind"], keyof NotRun>>> = { figure: "figures", derivation: "derivations", cost: "costs" };

function unknownValues(alt: string): number {
  return alt.split(notRun).length - 1;
}
