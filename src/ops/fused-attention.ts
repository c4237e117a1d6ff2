// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
/** Attention in one kernel, which keeps no table of weights. */
import { sizeOf, type Shape } from "../layout/shape.ts";
import { ledger } from "../ledger/ledger.ts";
import { add, apply, bytesOf, concat, constant, contiguous, emptyLike, matmul, matrixTranspose, multiply, reshape, slice, subtract, sum, supports, type Rule, type Saved, type Tensor } from "../tensor-core.ts";
import { attention, attentionWeights, checkFit, type AttentionOptions } from "./attention.ts";

/** The sizes of q: [batch, T, d], k: [batch, N, d] and v: [batch, N, m], and what the kernel is told. */
interface Sizes {
  readonly batch: number;
  readonly T: number;
  readonly N: number;
  readonly d: number;
  readonly m: number;
  readonly scale: number;
  readonly causal: boolean;
  readonly window?: number | undefined;
}

// Count the pairs of query and key
/** How many pairs of a query and a key that it reads there are. */
export function pairsOf(
  { T, N, causal, window = N }: Pick<Sizes, "T" | "N" | "causal" | "window">,
): number {
  if (!causal) return T * N;
  let pairs = 0;
  for (let t = N - T; t < N; t++) pairs += Math.min(t + 1, window);
  return pairs;
}

// Register fused attention as an operation
const parametersOf = ({ scale, causal, window = 0 }: Sizes) => [scale, Number(causal), window];

/** Queries, keys and values, or what has their shapes. */
type QKV = readonly [Tensor, Tensor, Tensor];

/** They as views of one row of numbers. */
function partsOf(row: Tensor, { batch, T, N, d, m }: Sizes): QKV {
  const shapes: readonly Shape[] = [[batch, T, d], [batch, N, d], [batch, N, m]];
  let start = 0;
  return shapes.map((shape) => reshape(slice(row, [[start, start += sizeOf(shape)]]), shape)) as unknown as QKV;
}

/** O, and the log-sum-exp of each query’s scores, which is written into `lse`: [batch, T]. */
function attend([q, k, v]: readonly Tensor[], lse: Tensor, sizes: Sizes): Tensor {
  const { batch, T, d, m } = sizes;
  const [inputs, O] = [[q!, k!, v!], emptyLike([q!], [batch, T, m])];
  O.backend.run({ kind: "fused", name: "attention", inputs, outputs: [O, lse], parameters: parametersOf(sizes) });
  enter("attention", batch * (pairsOf(sizes) * (2 * d + 2 * m + 6) + 2 * T), inputs, [O, lse]);
  return O;
}

/** dQ, dK and dV, which one kernel writes into `gradients`. */
function attendBackward({ q, k, v, logSumExp, O }: Saved, dO: Tensor, { sizes, gradients }: { readonly sizes: Sizes; readonly gradients: QKV }): QKV {
  const { batch, T, d, m } = sizes;
  const inputs = [q!, k!, v!, O!, logSumExp!, contiguous(dO)];
  O!.backend.run({ kind: "fused", name: "attentionBackward", inputs, outputs: gradients, parameters: parametersOf(sizes) });
  enter("attentionBackward", batch * (pairsOf(sizes) * (6 * d + 4 * m + 6) + 2 * T * m), inputs, gradients);
  return gradients;
}

function enter(label: string, FLOPs: number, read: readonly Tensor[], written: readonly Tensor[]): void {
  const bytes = (tensors: readonly Tensor[]) => tensors.reduce((total, { dtype, size }) => total + bytesOf(dtype, size), 0);
  ledger()?.(label, { FLOPs, "bytes read": bytes(read), "bytes written": bytes(written) });
}

const optionsOf = ({ scale, causal, window }: Sizes): AttentionOptions => ({ scale, causal, ...(window !== undefined && { window }) });

/** Queries, keys and values in one kernel, which also gives their three gradients at once. */
const rule: Rule<Sizes> = {
  name: "fused attention",
  value: ([q, k, v, lse], sizes) => attend([q!, k!, v!].map(constant), lse!, sizes),
  saves: ([q, k, v, logSumExp], O) =>
    ({ q: q!, k: k!, v: v!, logSumExp: logSumExp!, O }),
  vjpAll(_, dO, { saved, parameters: sizes }) {
    const { q, k, v } = saved as Record<"q" | "k" | "v", Tensor>;
    if (dO.node || [q, k, v].some(({ node }) => node)) {
      return differentiableVjp([q, k, v], dO, sizes);
    }
    const gradients = [q, k, v].map((x) => emptyLike([x], x.shape)) as unknown as QKV;
    return attendBackward(saved, dO, { sizes, gradients });
  },
  jvp(i, tangent, { saved: { q, k, v, O }, parameters: sizes }) {
    const tangents = [0, 1, 2].map((each) => (each === i ? tangent : undefined));
    return tangentOf([q!, k!, v!], tangents, { O: O!, sizes });
  },
};

/** The same of one operand in which queries, keys and values stand one after the other, as does the gradient. */
const packedRule: Rule<Sizes> = {
  name: "fused attention",
  value: ([row, lse], sizes) => attend(partsOf(constant(row!), sizes), lse!, sizes),
  saves: ([qkv, logSumExp], O) => ({ qkv: qkv!, logSumExp: logSumExp!, O }),
  vjp(_, dO, { saved, parameters: sizes }) {
    const row = saved["qkv"]!;
    const [q, k, v] = partsOf(row, sizes);
    if (dO.node || row.node) {
      const gradients = differentiableVjp([q, k, v], dO, sizes);
      return concat(gradients.map((each) => reshape(each, [each.size])));
    }
    const gradient = emptyLike([row], row.shape);
    attendBackward({ ...saved, q, k, v }, dO,
      { sizes, gradients: partsOf(gradient, sizes) });
    return gradient;
  },
  jvp: (_, tangent, { saved: { qkv, O }, parameters: sizes }) =>
    tangentOf(partsOf(qkv!, sizes), partsOf(tangent, sizes), { O: O!, sizes }),
};

/** The tangent of O for those of queries, keys and values that move. */
function tangentOf(
  [q, k, v]: QKV, [uQ, uK, uV]: readonly (Tensor | undefined)[],
  { O, sizes }: { readonly O: Tensor; readonly sizes: Sizes },
): Tensor {
  const P = attentionWeights(q, k, optionsOf(sizes));
  const scores = [
    uQ && multiply(sizes.scale, matmul(uQ, matrixTranspose(k))),
    uK && multiply(sizes.scale, matmul(q, matrixTranspose(uK))),
  ].map((score) => {
    const weighted = score && multiply(P, score);
    return weighted && subtract(matmul(weighted, v), multiply(sum(weighted, -1, { keepDims: true }), O));
  });
  return [uV && matmul(P, uV), ...scores].filter((part) => part !== undefined).reduce(add);
}

/** The gradients in operations that can be differentiated again. */
function differentiableVjp([q, k, v]: QKV, dO: Tensor, sizes: Sizes): QKV {
  const P = attentionWeights(q, k, optionsOf(sizes));
  const D = sum(multiply(dO, matmul(P, v)), -1, { keepDims: true });
  const dS = multiply(multiply(sizes.scale, P), subtract(matmul(dO, matrixTranspose(v)), D));
  return [matmul(dS, k), matmul(matrixTranspose(dS), q), matmul(matrixTranspose(P), dO)];
}

// Call the fused attention kernel or fall back
/**
 * What `attention` gives. With a backend’s kernel no table [T, N] is
 * stored; without one, or with a mask, it is `attention`. Throws as that does.
 */
export function fusedAttention(
  q: Tensor, k: Tensor, v: Tensor, options: AttentionOptions = {},
): Tensor {
  // Leave to primitives what has no kernel
  checkFit({ q, k, v }, options);
  const isVariable = [q, k, v].some(({ node }) => node);
  const kernels = isVariable ? ["attention", "attentionBackward"] : ["attention"];
  const hasKernel = kernels.every((kernel) => supports(q, kernel));
  if (options.mask || !hasKernel || q.size === 0 || v.size === 0) {
    return attention(q, k, v, options);
  }
  if (options.bias) return attendWithBias(q, k, v, { ...options, bias: options.bias });
  const [T, d] = q.shape.slice(-2) as [number, number];
  const [N, m] = v.shape.slice(-2) as [number, number];
  const batch = sizeOf(q.shape.slice(0, -2));
  const { scale = 1 / Math.sqrt(d), causal = false, window } = options;
  const sizes: Sizes = { batch, T, N, d, m, scale, causal, window };
  const operands = [q, k, v].map((x) => reshape(x, [batch, ...x.shape.slice(-2)]));
  const lse = emptyLike([q], [batch, T]);
  const O = isVariable
    ? apply(rule, sizes, [...operands.map(contiguous), lse])
    : attend(operands.map(contiguous), lse, sizes);
  return reshape(O, [...q.shape.slice(0, -1), m]);
}

/**
 * `attention` of queries, keys and values in one tensor, qkv: [3, …, T, d];
 * the result: […, T, d]. Throws as `attention` does, and `RangeError`
 * unless there are three.
 */
export function packedAttention(
  qkv: Tensor, options: AttentionOptions = {},
): Tensor {
  // Refuse what is not queries, keys and values
  if (qkv.shape[0] !== 3 || qkv.shape.length < 3) throw new RangeError(`packedAttention: queries, keys and values are [3, …, T, d], not [${qkv.shape.join(", ")}]`);
  const [q, k, v] = [0, 1, 2].map((i) => slice(qkv, [i])) as
    [Tensor, Tensor, Tensor];
  // Leave to the parts what has no kernel
  checkFit({ q, k, v }, options);
  const kernels = qkv.node ? ["attention", "attentionBackward"] : ["attention"];
  if (options.mask || qkv.size === 0 || !kernels.every((kernel) => supports(qkv, kernel))) return attention(q, k, v, options);
  if (options.bias) return attendWithBias(q, k, v, { ...options, bias: options.bias });
  const [T, d] = q.shape.slice(-2) as [number, number];
  const batch = sizeOf(q.shape.slice(0, -2));
  const { scale = 1 / Math.sqrt(d), causal = false, window } = options;
  const sizes: Sizes = { batch, T, N: T, d, m: d, scale, causal, window };
  const lse = emptyLike([qkv], [batch, T]);
  return reshape(apply(packedRule, sizes, [reshape(qkv, [qkv.size]), lse]), q.shape);
}

/** Attention with a bias; in the kernel where the bias is the same for all queries, […, 1, N]. */
function attendWithBias(
  q: Tensor, k: Tensor, v: Tensor,
  options: AttentionOptions & { readonly bias: Tensor },
): Tensor {
  const { bias, scale = 1 / Math.sqrt(q.shape.at(-1)!), ...others } = options;
  if (bias.shape.at(-2) !== 1 || scale === 0) return attention(q, k, v, options);
  const one = constantLike(q, [...q.shape.slice(0, -1), 1], 1 / scale);
  const column = broadcastTo(matrixTranspose(bias), [...k.shape.slice(0, -1), 1]);
  const last = q.shape.length - 1;
  return fusedAttention(concat([q, one], last), concat([k, column], last), v,
    { ...others, scale });
}

import { broadcastTo, full } from "../tensor-core.ts";

const constantLike = ({ dtype, backend }: Tensor, shape: Shape, value: number): Tensor => full(shape, value, { dtype, backend });
//# sourceMappingURL=../.maps/ops/fused-attention.ts.map
