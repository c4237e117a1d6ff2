// Tangled from book/11-memory/10-exercises.md. Edit the book, then: npm run tangle
/** What fits into a device. */
import type { Architecture } from "../../memory/architecture.ts";
import { bytesIn, largestPhase, largestThatFits, phasesOf } from "../../memory/budget.ts";
import { ours, savedByBlock } from "../../memory/saved-activations.ts";
import type { Recipe } from "../../memory/training-recipe.ts";

/** What is trained. */
export interface Task {
  readonly architecture: Architecture;
  readonly recipe: Recipe;
  readonly batch: number;
  readonly time: number;
}

/** Why there is no formula for what an architecture saves; null where there is one. */
export function whyNoFormula(architecture: Architecture): string | null {
  try {
    savedByBlock(architecture, ours);
    return null;
  } catch (mistake) {
    if (!(mistake instanceof RangeError)) throw mistake;
    return mistake.message.replace(/^memory: /, "");
  }
}

/** The phases of its step. Activations have the bytes of a weight. Throws `RangeError` where what is saved has no formula. */
export function phasesFor({ architecture, recipe, batch, time }: Task) {
  return phasesOf(architecture, { recipe, keeping: { ...ours, element: recipe.weight }, batch, time });
}

/** The bytes of the largest phase. */
export function peakBytesOf(task: Task): number {
  return bytesIn(largestPhase(phasesFor(task)));
}

/** The largest batch, or the longest sequences that the model reads, of which a step fits; 0 if not even 1 does. */
export function largestFor(what: "batch" | "context", task: Task, limit: number): number {
  return what === "batch"
    ? largestThatFits((batch) => peakBytesOf({ ...task, batch }), limit)
    : largestThatFits((time) => peakBytesOf({ ...task, time }), limit, task.architecture.context);
}

/** What would make a step fit that does not, in words. */
export function cureFor(task: Task, limit: number): string {
  const most = largestFor("batch", task, limit);
  if (most > 0) return `--batch ${most} would fit`;
  const longest = largestFor("context", { ...task, batch: 1 }, limit);
  return longest > 0 ? `--batch 1 --context ${longest} would fit` : "not even a sequence of one token would fit";
}
//# sourceMappingURL=../../.maps/demos/memory/fit.ts.map
