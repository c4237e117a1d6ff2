/** Changes of one fence at all the places where it is used → one change, or variants that disagree. */
import type { Definition } from "../chunks/chunks.ts";
import { escaped } from "../book/uses.ts";
import type { FileEdits } from "./edits.ts";
import type { Instance } from "./instances.ts";
import type { BodyChange } from "./places.ts";

/** A fence that is to be changed. One variant: all its uses agree. */
export interface FenceEdit {
  readonly definition: Definition;
  readonly variants: readonly Variant[];
}

/** What one or more uses make of a fence. `label` is the first of them: `src/markov/model.ts:12`. */
export interface Variant {
  readonly label: string;
  readonly change: BodyChange;
}

const unchanged: BodyChange = new Map();

/**
 * The fences that some file changes. `files` holds every file of the program, edited or not: a fence that was edited in
 * one of its uses only is a disagreement with the others. Two uses agree when the whole fence comes out the same.
 */
export function agree(files: readonly FileEdits[]): readonly FenceEdit[] {
  const uses = new Map<Definition, { readonly file: FileEdits; readonly instance: Instance }[]>();
  for (const file of files) {
    for (const instance of file.instances.all) {
      const known = uses.get(instance.definition) ?? [];
      known.push({ file, instance });
      uses.set(instance.definition, known);
    }
  }
  return [...uses].flatMap(([definition, places]) => {
    if (!places.some(({ file, instance }) => file.changes.has(instance))) return [];
    const variants = new Map<string, Variant>();
    for (const { file, instance } of places) {
      const change = file.changes.get(instance) ?? unchanged;
      const outcome = bodyAfter(definition, change).join("\n");
      if (!variants.has(outcome)) variants.set(outcome, { label: labelOf(file, instance), change });
    }
    return [{ definition, variants: [...variants.values()] }];
  });
}

/** The lines of a fence's body after a change, without what a list or a quotation puts in front of them. */
function bodyAfter(definition: Definition, change: BodyChange): readonly string[] {
  const added = (index: number): readonly string[] => (change.get(index)?.add ?? []).map(escaped);
  return [
    ...added(-1),
    ...definition.body.flatMap(({ line }, index) => [...(change.get(index)?.drop === true ? [] : [line.text]), ...added(index)]),
  ];
}

/** Where the instance begins in the file as it is now. */
function labelOf({ layout, instances, hunks }: FileEdits, instance: Instance): string {
  const first = layout.lines.findIndex(({ origin }) => origin.kind !== "header" && instances.spotOf(origin).instance === instance);
  const shift = hunks.filter((hunk) => hunk.baseEnd <= first).reduce((sum, hunk) => sum + hunk.currentEnd - hunk.currentStart - hunk.baseEnd + hunk.baseStart, 0);
  return first < 0 ? layout.path : `${layout.path}:${first + shift + 1}`;
}
