/** The experiments of a book, as its fences say. */
import { mistake, type Book, type Diagnostic, type Fence } from "../../tangle/index.ts";
import type { ExperimentSeeds } from "./experiment.ts";

/** The seeds of each, by name, in the order of the book. */
export function experimentSeeds({ sections }: Pick<Book, "sections">): ExperimentSeeds {
  const fences = sections.flatMap((section) => section.fences);
  return Object.fromEntries(fences.flatMap(({ name, experiment }) => (experiment === null ? [] : [[name, experiment.seeds] as const])));
}

/** Experiments that are called as an earlier one is, also on disks that do not tell `A` from `a`. */
export function sharedExperiments({ sections }: Pick<Book, "sections">): readonly Diagnostic[] {
  const first = new Map<string, Fence>();
  return sections.flatMap(({ fences }) => fences).flatMap((fence): readonly Diagnostic[] => {
    if (fence.role !== "experiment" || fence.name === "") return [];
    const earlier = first.get(fence.name.toLowerCase());
    if (earlier === undefined) first.set(fence.name.toLowerCase(), fence);
    if (earlier === undefined) return [];
    const message = `another experiment of the book is called \`${earlier.name}\`, and evidence is filed under the name`;
    return [{ ...mistake("duplicate-experiment", message, { source: fence.source, span: fence.nameSpan }), notes: [{ message: "it is here", at: { source: earlier.source, span: earlier.nameSpan } }] }];
  });
}
