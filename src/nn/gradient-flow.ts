// Tangled from book/03-backpropagation/07-vanishing-gradients.md. Edit the book, then: npm run tangle
/** A chain of many layers, and the norm of the gradient at each of them. */
// Import what the chain of layers needs
import { rmsSingularValue } from "../linear-algebra/singular-values.ts";
import { layerNorm } from "../ops/layer-norm.ts";
import { relu } from "../ops/relu.ts";
import { tanh } from "../ops/tanh.ts";
import type { Random } from "../random/random.ts";
import { add, asTensor, broadcastTo, constant, copy, matmul, multiply, normal, ones, slice, variable, vjp, zeros, type Tensor } from "../tensor-core.ts";

// Describe the chain of layers
/** Layers of random weights, all of one width. */
export interface LayerChain {
  readonly depth: number;
  readonly width: number;
  /** Standard deviation of the weights, times the root of the width. */
  readonly gain: number;
  /** The activation function; none by default. */
  readonly activation?: "tanh" | "relu";
  /** Whether the input is added to the output. */
  readonly residual?: boolean;
  /** Whether each row is normalised before the matrix. */
  readonly preNorm?: boolean;
}

/** The weights of a chain, its input, and a gradient of norm 1 at its output. */
export interface ChainSample {
  readonly weights: readonly Tensor[];
  readonly input: Tensor;
  readonly cotangent: Tensor;
}

/** Samples the random parts of a chain. */
export function sampleChain({ depth, width, gain }: LayerChain, random: Random): ChainSample {
  const double = { dtype: "float64" } as const;
  const weights = Array.from({ length: depth }, () => multiply(normal(random, [width, width], double), gain / Math.sqrt(width)));
  const [input, end] = [normal(random, [1, width], double), normal(random, [1, width], double)];
  return { weights, input, cotangent: multiply(end, 1 / norm(end)) };
}

// Apply one layer
/** The output of one layer. */
export function applyLayer(
  { preNorm, activation, residual }: LayerChain,
  W: Tensor,
  x: Tensor,
): Tensor {
  const sums = matmul(preNorm ? normalised(x) : x, W);
  const activated = activation === "tanh" ? tanh(sums)
    : activation === "relu" ? relu(sums) : sums;
  return residual ? add(x, activated) : activated;
}

function normalised(x: Tensor): Tensor {
  const width = [x.shape.at(-1)!];
  return layerNorm(x, ones(width, x), zeros(width, x));
}

// Measure the gradient norm at each layer
/** The norm of the gradient at the input of each layer, and at the end. */
export function gradientNorms(
  chain: LayerChain,
  { weights, input, cotangent }: ChainSample,
): readonly number[] {
  const xs = [variable(input)];
  for (const W of weights) xs.push(applyLayer(chain, W, xs.at(-1)!));
  return vjp(xs.at(-1)!, xs, cotangent).map(norm);
}

function norm(row: Tensor): number {
  return Math.hypot(...row.dataSync());
}

// Predict the norms from the RMS singular values
/** A matrix by its rows. */
type Matrix = readonly Float64Array[];

/** The Jacobian of each layer at the chain’s current activations, from the first layer to the last. */
export function jacobiansOf(chain: LayerChain, { weights, input }: ChainSample): readonly Matrix[] {
  const { width } = chain;
  const units = Array.from({ length: width }, (_, i) => Array.from({ length: width }, (_, j) => (i === j ? 1 : 0)));
  const identity = asTensor(units, { dtype: input.dtype, backend: input.backend });
  let current = input;
  return weights.map((W) => {
    // one copy of the input for each component of the output, so that one VJP gives all rows of the Jacobian
    const x = variable(copy(broadcastTo(current, [width, width])));
    const y = applyLayer(chain, W, x);
    current = constant(slice(y, [[0, 1]]));
    const J = vjp(y, [x], identity)[0]!;
    return units.map((_, i) => Float64Array.from(slice(J, [i]).dataSync()));
  });
}

/** What `gradientNorms` would be for gradients of random direction: 1 at the end, multiplied at each layer by its RMS singular value. */
export function predictedNorms(chain: LayerChain, sample: ChainSample): readonly number[] {
  const norms = [1];
  for (const J of [...jacobiansOf(chain, sample)].reverse()) norms.unshift(norms[0]! * rmsSingularValue(J));
  return norms;
}
//# sourceMappingURL=../.maps/nn/gradient-flow.ts.map
