// Tangled from book/03-backpropagation/07-the-long-way-down.md. Edit the book, then: npm run tangle
/** A chain of many layers, and what becomes of a gradient on the way down. */
// Import what a chain uses
import { meanStretch } from "../linear-algebra/singular-values.ts";
import { layerNorm } from "../ops/layer-norm.ts";
import { relu } from "../ops/relu.ts";
import { tanh } from "../ops/tanh.ts";
import type { Random } from "../random/random.ts";
import { add, asTensor, broadcastTo, constant, copy, matmul, multiply, normal, ones, slice, variable, vjp, zeros, type Tensor } from "../tensor-core.ts";

// Describe a chain
/** Layers of random weights, all of one width. */
export interface LayerChain {
  readonly depth: number;
  readonly width: number;
  /** The weights are normal numbers with this deviation, divided by the root of the width. */
  readonly gain: number;
  /** What is done to each sum; nothing if it is not said. */
  readonly activation?: "tanh" | "relu";
  /** Whether what a layer makes is added to what went in; else it replaces it. */
  readonly around?: "residual";
  /** Whether rows are normalised before they are multiplied. */
  readonly before?: "norm";
}

/** The weights of a chain, a row of numbers for its beginning, and a gradient of length 1 for its end. */
export interface Drawn {
  readonly weights: readonly Tensor[];
  readonly row: Tensor;
  readonly cotangent: Tensor;
}

/** Draws all that is random in a chain. */
export function drawnFor({ depth, width, gain }: LayerChain, random: Random): Drawn {
  const double = { dtype: "float64" } as const;
  const weights = Array.from({ length: depth }, () => multiply(normal(random, [width, width], double), gain / Math.sqrt(width)));
  const [row, end] = [normal(random, [1, width], double), normal(random, [1, width], double)];
  return { weights, row, cotangent: multiply(end, 1 / lengthOf(end)) };
}

// Apply one layer
/** What one layer makes of rows. */
export function layerOf(
  { before, activation, around }: LayerChain,
  W: Tensor,
  x: Tensor,
): Tensor {
  const sums = matmul(before === "norm" ? normalised(x) : x, W);
  const activated = activation === "tanh" ? tanh(sums)
    : activation === "relu" ? relu(sums) : sums;
  return around === "residual" ? add(x, activated) : activated;
}

function normalised(x: Tensor): Tensor {
  const width = [x.shape.at(-1)!];
  return layerNorm(x, ones(width, x), zeros(width, x));
}

// Send a gradient down the chain
/** The length of the gradient before each layer, and at the end. */
export function gradientNorms(
  chain: LayerChain,
  { weights, row, cotangent }: Drawn,
): readonly number[] {
  const rows = [variable(row)];
  for (const W of weights) rows.push(layerOf(chain, W, rows.at(-1)!));
  return vjp(rows.at(-1)!, rows, cotangent).map(lengthOf);
}

function lengthOf(row: Tensor): number {
  return Math.hypot(...row.dataSync());
}

// Predict it from the layers
/** A matrix by its rows. */
type Matrix = readonly Float64Array[];

/** The Jacobian of each layer, where the row of the chain has come to. */
export function jacobiansOf(chain: LayerChain, { weights, row }: Drawn): readonly Matrix[] {
  const { width } = chain;
  const units = Array.from({ length: width }, (_, i) => Array.from({ length: width }, (_, j) => (i === j ? 1 : 0)));
  const identity = asTensor(units, { dtype: row.dtype, backend: row.backend });
  let here = row;
  return weights.map((W) => {
    // the same row as often as it is wide, and each time another component is pulled back
    const x = variable(copy(broadcastTo(here, [width, width])));
    const y = layerOf(chain, W, x);
    here = constant(slice(y, [[0, 1]]));
    const J = vjp(y, [x], identity)[0]!;
    return units.map((_, i) => Float64Array.from(slice(J, [i]).dataSync()));
  });
}

/** What `descent` should be if each gradient had a random direction: at the end 1, and from layer to layer times the layer’s mean stretch. */
export function predictedDescent(chain: LayerChain, drawn: Drawn): readonly number[] {
  const lengths = [1];
  for (const J of [...jacobiansOf(chain, drawn)].reverse()) lengths.unshift(lengths[0]! * meanStretch(J));
  return lengths;
}
//# sourceMappingURL=../.maps/nn/gradient-flow.ts.map
