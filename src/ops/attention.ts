// Tangled from book/07-attention/02-scaled-dot-product-attention.md. Edit the book, then: npm run tangle
/** Scaled dot-product attention: means of values, weighted by softmax. */
// Import what attention needs
import { shapeText } from "../layout/shape.ts";
import { apply, arange, checkReal, constant, expandDims, greater, lessEqual, matmul, matrixTranspose, multiply, subtract, sum, where, type Context, type Rule, type Tensor } from "../tensor-core.ts";
import { checkDTypes } from "../tensor/result.ts";
import { softmax } from "./softmax.ts";
import { add } from "../tensor-core.ts";

// Describe the options of attention
/** Which keys a query may read, and the scale of the scores. */
export interface AttentionOptions {
  /** Query t reads the keys up to its own position. With fewer queries
   *  than keys, the queries are those of the last positions. */
  readonly causal?: boolean;
  /** With `causal`, only the last so many of these keys. */
  readonly window?: number;
  /** […, T, N]: a query may read a key where this is not 0. */
  readonly mask?: Tensor;
  /** A factor of the scores, 1/√d_k by default. */
  readonly scale?: number;
}

// TypeScript joins the two declarations
export interface AttentionOptions {
  /** Added to the scaled scores before the softmax: […, T, N], broadcast. */
  readonly bias?: Tensor;
}

// Compute the scores
/** S = scale · Q Kᵀ + bias: […, T, N]. q: […, T, d_k], k: […, N, d_k]. */
function scoresOf(q: Tensor, k: Tensor, options: AttentionOptions): Tensor {
  // Choose the scale of the scores
  const { scale = 1 / Math.sqrt(q.shape.at(-1)!) } = options;
  const S = matmul(multiply(q, scale), matrixTranspose(k));
  return options.bias ? add(S, options.bias) : S;
}

// Compute the attention weights
/**
 * The attention weights P: […, T, N], each row a distribution over the
 * keys. q: […, T, d_k], k: […, N, d_k]. Throws `RangeError` if shapes or
 * options do not fit, `TypeError` if dtypes differ or are int32.
 */
export function attentionWeights(
  q: Tensor, k: Tensor, options: AttentionOptions = {},
): Tensor {
  checkFit({ q, k }, options);
  return weightsOf(scoresOf(q, k, options), options);
}

/** The softmax of the scores over the keys that each query may read. */
function weightsOf(S: Tensor, options: AttentionOptions): Tensor {
  const visible = visibleOf(S, options);
  // Mask the scores and normalise
  const masked = visible ? where(visible, S, -Infinity) : S;
  // Normalise along the keys
  const P = softmax(masked);
  // a row in which no key may be read is NaN until here
  return visible && options.mask ? where(visible, P, 0) : P;
}

// Decide which keys a query may read
/** [T, N], broadcast: not 0 where a query may read a key; `undefined` if it may read all. */
function visibleOf(S: Tensor, options: AttentionOptions): Tensor | undefined {
  const { causal, window, mask } = options;
  if (!causal) return mask;
  const [T, N] = S.shape.slice(-2) as [number, number];
  const key = arange(0, N, S); // [N]
  const own = expandDims(arange(N - T, N, S), 1); // [T, 1]: the query’s position
  let visible = lessEqual(key, own);
  if (window !== undefined) {
    visible = multiply(visible, greater(key, subtract(own, window)));
  }
  return mask ? multiply(visible, mask) : visible;
}

// Register attention as an operation
/** Where the scores came from, so that they can be computed again. */
interface Sources {
  readonly q: Tensor;
  readonly k: Tensor;
  readonly options: AttentionOptions;
}

/** O as a function of the scores S and the values V. */
const attendRule: Rule<Sources> = {
  name: "attention",
  value: ([, v, P]) => matmul(P!, constant(v!)),
  saves: ([, v, P], O, { q, k }) => ({ q, k, v: v!, P: P!, O }),
  vjp(i, dO, at) {
    const { P, v, O } = savedAt(at, dO);
    // Compute the gradients of scores and values
    if (i === 1) return matmul(matrixTranspose(P), dO); // dV
    const D = sum(multiply(dO, O), -1, { keepDims: true }); // […, T, 1]
    const dP = matmul(dO, matrixTranspose(v)); // […, T, N]
    return multiply(P, subtract(dP, D)); // dS
  },
  // Apply the Jacobian of attention
  jvp(i, tangent, at) {
    const { P, v, O } = savedAt(at, tangent);
    if (i === 1) return matmul(P, tangent);
    const weighted = multiply(P, tangent);
    return subtract(matmul(weighted, v), multiply(sum(weighted, -1, { keepDims: true }), O));
  },
};

/** What was saved. Where the derivative will be differentiated again, P is a function of q and k once more. */
function savedAt({ saved, parameters: { options } }: Context<Sources>, vector: Tensor): { readonly P: Tensor; readonly v: Tensor; readonly O: Tensor } {
  const { q, k, v, P, O } = saved as Record<"q" | "k" | "v" | "P" | "O", Tensor>;
  return { P: vector.node || O.node ? weightsOf(scoresOf(q, k, options), options) : P, v, O };
}

// Apply attention
/**
 * O = P V: […, T, d_v], for each query the mean of the values under its
 * attention weights. q: […, T, d_k], k: […, N, d_k], v: […, N, d_v].
 * Throws as `attentionWeights` does.
 * Source: Vaswani and others, “Attention is all you need”, 2017.
 */
export function attention(
  q: Tensor, k: Tensor, v: Tensor, options: AttentionOptions = {},
): Tensor {
  checkFit({ q, k, v }, options);
  const S = scoresOf(q, k, options);
  const P = weightsOf(constant(S), options);
  return apply(attendRule, { q, k, options }, [S, v, P]);
}

/** The same of primitives, for comparison. */
export function attentionOfPrimitives(q: Tensor, k: Tensor, v: Tensor, options: AttentionOptions = {}): Tensor {
  return matmul(attentionWeights(q, k, options), v);
}

// Check shapes and options of attention
/** Throws as `attention` does, for operands by their names; v may be left out. */
export function checkFit(operands: Readonly<Record<string, Tensor>> & { readonly q: Tensor; readonly k: Tensor }, { causal, window, scale }: AttentionOptions): void {
  const { q, k, v = k } = operands;
  const shapes = Object.entries(operands).map(([name, { shape }]) => `${name} ${shapeText(shape)}`).join(", ");
  const before = (x: Tensor) => shapeText(x.shape.slice(0, -2));
  const [T, N] = [q.shape.at(-2), k.shape.at(-2)];
  if (T === undefined || N === undefined || !q.shape.at(-1) || q.shape.at(-1) !== k.shape.at(-1) || v.shape.at(-2) !== N || before(k) !== before(q) || before(v) !== before(q)) {
    throw new RangeError(`attention: shapes do not fit, ${shapes}`);
  }
  checkDTypes("attention", [q, k, v]);
  checkReal("attention", q);
  if (N === 0) throw new RangeError(`attention: no keys to read, ${shapes}`);
  if (causal && T > N) throw new RangeError(`attention: ${T} queries for ${N} positions, ${shapes}`);
  if (window !== undefined && !causal) throw new RangeError("attention: a window needs `causal`");
  if (window !== undefined && !(Number.isInteger(window) && window > 0)) throw new RangeError(`attention: the window is ${window}, not a whole number from 1`);
  if (scale !== undefined && !Number.isFinite(scale)) throw new RangeError(`attention: the scale is ${scale}`);
}
//# sourceMappingURL=../.maps/ops/attention.ts.map
