// Tangled from book/11-memory/06-what-fits.md. Edit the book, then: npm run tangle
/** The memory of a training step from a configuration, phase by phase, and what fits into a device. */
// Import what a budget adds up
import type { Architecture } from "./architecture.ts";
import { countOf, parametersOf } from "./architecture.ts";
import { savedByBlocks, savedOutside, type Keeping } from "./saved-activations.ts";
import { bytesOfStates, type Recipe } from "./training-recipe.ts";

// Describe a workload
/** A training step: how states and activations are kept, and how many tokens go through at once. */
export interface Workload {
  readonly recipe: Recipe;
  readonly keeping: Keeping;
  readonly batch: number;
  readonly time: number;
}

/** Bytes at one phase of a step. */
export interface Phase {
  readonly name: string;
  readonly states: number;
  readonly activations: number;
  readonly logits: number;
  readonly gradients: number;
}

export const bytesIn = ({ states, activations, logits, gradients }: Phase): number =>
  states + activations + logits + gradients;

// Schedule the bytes of a step
/** The phases of a step: activations grow block by block, then give way to gradients. */
export function phasesOf(a: Architecture, { recipe, keeping, batch: B, time: T }: Workload): readonly Phase[] {
  const { weights, master, optimiser } = bytesOfStates(a, recipe);
  const states = weights + master + optimiser;
  const block = savedByBlocks({ ...a, layers: 1 }, keeping, B, T);
  const outside = B * T * savedOutside(a, keeping);
  const logits = B * T * a.vocabularySize;
  const [stored, used] = recipe.weight === 4 ? [4, 8] : [6, 10];
  const count = countOf(parametersOf(a));
  const perBlock = (count - countOf(parametersOf({ ...a, layers: 0 }))) / a.layers;
  const gradientsOf = (blocks: number) =>
    recipe.gradient * (count - (a.layers - blocks) * perBlock);
  const at = (name: string, blocks: number, more: Partial<Phase> = {}): Phase =>
    ({ name, states, activations: blocks * block, logits: 0, gradients: 0, ...more });
  const layers = Array.from({ length: a.layers + 1 }, (_, l) => l);
  return [
    ...layers.map((l) => at(l === 0 ? "start" : `block ${l}`, l)),
    at("logits", a.layers, { activations: a.layers * block + outside, logits: stored * logits }),
    at("gradient of the logits", a.layers,
      { activations: a.layers * block + outside, logits: used * logits }),
    ...layers.map((done) => at(done === 0 ? "output layer, backward"
      : `block ${a.layers + 1 - done}, backward`, a.layers - done,
    { gradients: gradientsOf(done) })),
  ];
}

/** The largest phase. */
export function largestPhase(phases: readonly Phase[]): Phase {
  return phases.reduce((most, phase) => (bytesIn(phase) > bytesIn(most) ? phase : most));
}

// Find the largest that fits
/** The largest whole number up to `most` whose bytes fit the limit; 0 if 1 does not. `bytesOf` must not decrease. */
export function largestThatFits(bytesOf: (count: number) => number, limit: number, most = 2 ** 40): number {
  if (bytesOf(1) > limit) return 0;
  let [fits, tooMany] = [1, 2];
  while (tooMany <= most && bytesOf(tooMany) <= limit) [fits, tooMany] = [tooMany, 2 * tooMany];
  tooMany = Math.min(tooMany, most + 1);
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (bytesOf(middle) <= limit) fits = middle;
    else tooMany = middle;
  }
  return fits;
}
//# sourceMappingURL=../.maps/memory/budget.ts.map
