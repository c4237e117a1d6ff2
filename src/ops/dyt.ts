// Tangled from book/06-stability/04-pre-norm-and-post-norm.md. Edit the book, then: npm run tangle
/** Dynamic tanh: an elementwise function in the place of a norm. */
// Import what DyT needs
import { shapeText } from "../layout/shape.ts";
import { add, multiply, ones, tanh, zeros, type Tensor } from "../tensor-core.ts";

/** alpha: [1]; gain and bias: [columns]. */
export type DyT = {
  readonly alpha: Tensor;
  readonly gain: Tensor;
  readonly bias: Tensor;
};

/**
 * γ tanh(α x) + β for each row of x: [n, columns], with one α for all
 * columns, and a γ and a β for each.
 * Source: Zhu et al., “Transformers without normalization”, 2025.
 */
export function dyt(x: Tensor, { alpha, gain, bias }: DyT): Tensor {
  // Refuse parameters of DyT that do not match
  const columns = x.shape.at(-1);
  if (alpha.size !== 1 || [gain, bias].some(({ shape }) => shape.length !== 1 || shape[0] !== columns)) {
    throw new RangeError(`dyt: the rows of ${shapeText(x.shape)} do not match a gain of ${shapeText(gain.shape)} and a bias of ${shapeText(bias.shape)}, with an alpha of ${shapeText(alpha.shape)}`);
  }
  return add(multiply(gain, tanh(multiply(alpha, x))), bias);
}

/** Gains 1 and biases 0; alpha is 0.5 in the paper. */
export function initDyT(columns: number, alpha = 0.5): DyT {
  return { alpha: multiply(alpha, ones([1])), gain: ones([columns]),
    bias: zeros([columns]) };
}
//# sourceMappingURL=../.maps/ops/dyt.ts.map
