// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** How a GPT is usually trained: AdamW on clipped gradients, warm-up, and a cosine. */
// Import what the recipe uses
import { clipped } from "../optim/clip.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { adamWOnMatrices } from "../optim/parameter-groups.ts";
import { cosine, withWarmup, type Schedule } from "../optim/schedule.ts";

/** A course of training. */
export interface GptRecipe {
  /** Updates of the parameters. */
  readonly steps: number;
  /** Sequences of a batch. */
  readonly batch: number;
  /** Steps in which the learning rate rises to `peak`, from which it falls to `floor`. */
  readonly warmup: number;
  readonly peak: number;
  readonly floor: number;
  readonly beta2: number;
  /** Of matrices alone. */
  readonly weightDecay: number;
  /** The clipping threshold: the largest norm of all gradients together, as one vector. */
  readonly clip: number;
}

// Make the optimiser of a recipe
/** The learning rate of each step. Throws `RangeError` unless the warm-up is shorter than the training. */
export function rateOf({ steps, warmup, peak, floor }: GptRecipe): Schedule {
  return withWarmup(warmup, cosine(peak, steps - warmup, floor));
}

/** AdamW on gradients of a norm of at most `clip`. Throws as `rateOf` does. */
export function gptOptimizer(recipe: GptRecipe): Optimizer {
  const { beta2, weightDecay, clip } = recipe;
  return clipped(adamWOnMatrices(rateOf(recipe), { beta2, weightDecay }), clip);
}

// Say how the preset is trained
/** How nanoGPT trains its small configuration for a CPU. */
export const cpuRecipe: GptRecipe = {
  steps: 2000, batch: 12, warmup: 100, peak: 1e-3, floor: 1e-4,
  beta2: 0.99, weightDecay: 0.1, clip: 1,
};
//# sourceMappingURL=../.maps/train/gpt-recipe.ts.map
