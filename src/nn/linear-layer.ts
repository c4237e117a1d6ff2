// Tangled from book/08-transformer/01-multi-head-attention.md. Edit the book, then: npm run tangle
/** A linear layer by its parameters: a weight matrix, and a bias if it has one. */
// Import what the linear layer needs
import { linear } from "../ops/linear.ts";
import type { Random } from "../random/random.ts";
import { matmul, multiply, normal, zeros, type Tensor } from "../tensor-core.ts";
import type { Fans } from "./init/weights.ts";

// Describe the linear layer
/** weight: [inputs, outputs], bias: [outputs]. */
export type LinearParameters = {
  readonly weight: Tensor;
  readonly bias?: Tensor;
};

/** How a linear layer begins: normal weights of this standard deviation, and zeros for a bias. */
export interface LinearInit {
  readonly std: number;
  readonly bias: boolean;
}

/** Parameters before training. Throws `RangeError` for a shape that cannot be one. */
export function initLinear([inputs, outputs]: Fans, random: Random, { std, bias }: LinearInit): LinearParameters {
  return {
    weight: multiply(std, normal(random, [inputs, outputs])),
    ...(bias && { bias: zeros([outputs]) }),
  };
}

// Apply the linear layer
/** x W + b, or x W: […, outputs]. x: […, inputs]. Throws as `linear` and `matmul` do. */
export function linearLayer({ weight, bias }: LinearParameters, x: Tensor): Tensor {
  return bias ? linear(x, weight, bias) : matmul(x, weight);
}
//# sourceMappingURL=../.maps/nn/linear-layer.ts.map
