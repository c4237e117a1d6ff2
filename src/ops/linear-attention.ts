// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
/** Linear attention: weights that are dot products of positive features, so that keys and values can be summed once. */
// Import what linear attention needs
import { add, arange, divide, exp, expandDims, lessEqual, matmul, matrixTranspose, maximum, minimum, multiply, sum, zeros, type Tensor } from "../tensor-core.ts";
import { checkFit } from "./attention.ts";

// Update and read the state of linear attention
/** Sums over the positions so far. M: […, d_k, d_v], z: […, d_k, 1]. */
export interface LinearState {
  readonly M: Tensor;
  readonly z: Tensor;
}

/** max(x, 0) + exp(min(x, 0)), positive. */
const features = (x: Tensor) => add(maximum(x, 0), exp(minimum(x, 0)));

/** The state with one more position. k: […, 1, d_k], v: […, 1, d_v]. */
export function extendedState({ M, z }: LinearState, k: Tensor, v: Tensor): LinearState {
  const b = matrixTranspose(features(k)); // […, d_k, 1]
  return { M: add(M, multiply(b, v)), z: add(z, b) };
}

/** What queries read from a state. q: […, n, d_k]; the result: […, n, d_v]. */
export function readState({ M, z }: LinearState, q: Tensor): Tensor {
  const a = features(q);
  return divide(matmul(a, M), matmul(a, z));
}

/** The state before the first position, of `batch` sequences, or of one where that is empty. */
export function emptyState(batch: readonly number[], keyWidth: number, valueWidth: number, like?: Tensor): LinearState {
  return { M: zeros([...batch, keyWidth, valueWidth], like), z: zeros([...batch, keyWidth, 1], like) };
}

// Apply linear attention in parallel form
/**
 * Causal linear attention. q, k: […, T, d_k], v: […, T, d_v]; the result:
 * […, T, d_v]. Throws as `attention` does.
 * Source: Katharopoulos and others, 2020.
 */
export function linearAttention(q: Tensor, k: Tensor, v: Tensor): Tensor {
  checkFit({ q, k, v }, { causal: true });
  const weights = matmul(features(q), matrixTranspose(features(k)));
  const [T, N] = weights.shape.slice(-2) as [number, number];
  const visible = lessEqual(arange(0, N, q), expandDims(arange(N - T, N, q), 1));
  const read = multiply(weights, visible); // […, T, N]
  return divide(matmul(read, v), sum(read, -1, { keepDims: true }));
}
//# sourceMappingURL=../.maps/ops/linear-attention.ts.map
