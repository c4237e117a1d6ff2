// Tangled from book/11-memory/01-parameters-gradients-and-optimiser-states.md. Edit the book, then: npm run tangle
/** What a training keeps for each parameter. */
// Describe a training recipe
import type { Architecture, TensorRow } from "./architecture.ts";
import { countOf, parametersOf } from "./architecture.ts";

/** Bytes that a training keeps: for each parameter, but for what an optimiser remembers of a whole tensor. */
export interface Recipe {
  readonly name: string;
  /** Of a weight, and of an activation. */
  readonly weight: number;
  readonly gradient: number;
  /** Of a copy of the weight in float32, where weights have fewer bits. */
  readonly master: number;
  /** What the optimiser remembers of a tensor of this shape. */
  readonly optimiser: (shape: readonly number[]) => number;
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
/** Two averages in float32. */
const twoAverages = (shape: readonly number[]) => 8 * sizeOf(shape);
/** Two averages of a byte, with a float32 scale for each block of 2,048. */
const twoBytes = (shape: readonly number[]) => 2 * (sizeOf(shape) + 4 * Math.ceil(sizeOf(shape) / 2048));
/** A number for each row and each column of a matrix; of a vector all. */
const factored = (shape: readonly number[]) => 4 * (shape.length < 2 ? sizeOf(shape) : shape.reduce((sum, length) => sum + length, 0));

/** Known recipes by name. */
export const recipes = {
  sgd: { name: "SGD, float32", weight: 4, gradient: 4, master: 0, optimiser: () => 0 },
  momentum: { name: "momentum, float32", weight: 4, gradient: 4, master: 0, optimiser: (shape) => 4 * sizeOf(shape) },
  adamw: { name: "AdamW, float32", weight: 4, gradient: 4, master: 0, optimiser: twoAverages },
  adafactor: { name: "Adafactor, float32", weight: 4, gradient: 4, master: 0, optimiser: factored },
  "mixed-adamw": { name: "AdamW, mixed precision", weight: 2, gradient: 2, master: 4, optimiser: twoAverages },
  "mixed-adamw-8bit": { name: "8-bit AdamW, mixed precision", weight: 2, gradient: 2, master: 4, optimiser: twoBytes },
  "mixed-adafactor": { name: "Adafactor, mixed precision", weight: 2, gradient: 2, master: 4, optimiser: factored },
} as const satisfies Readonly<Record<string, Recipe>>;

// Add up the states
/** Bytes of weights, gradients, master weights and optimiser states. */
export interface States {
  readonly weights: number;
  readonly gradients: number;
  readonly master: number;
  readonly optimiser: number;
}

/** What an architecture keeps under a recipe, whatever the batch. */
export function bytesOfStates(architecture: Architecture, { weight, gradient, master, optimiser }: Recipe): States {
  const rows = parametersOf(architecture);
  const count = countOf(rows);
  return {
    weights: weight * count,
    gradients: gradient * count,
    master: master * count,
    optimiser: rows.reduce((sum, { shape, times }) => sum + times * optimiser(shape), 0),
  };
}

/** Their sum. */
export function totalOf({ weights, gradients, master, optimiser }: States): number {
  return weights + gradients + master + optimiser;
}
//# sourceMappingURL=../.maps/memory/training-recipe.ts.map
