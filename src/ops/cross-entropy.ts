// Tangled from book/03-backpropagation/04-the-best-cancellation-in-the-field.md. Edit the book, then: npm run tangle
/** What targets cost under scores. */
// Import what the loss needs
import { apply, astype, constant, contiguous, equal, multiply, ones, reshape, emptyLike, subtract, sum, type Rule, type Tensor } from "../tensor-core.ts";
import { bytesOf } from "../backends/backend.ts";
import { shapeText } from "../layout/shape.ts";
import { checkReal } from "../tensor/result.ts";
import { rowsOf } from "./rows.ts";
import { softmax, softmaxBackward } from "./softmax.ts";

// Choose what is counted
/** How prices become one number. */
export interface Counting {
  /** A target that marks a row as not counted; −1 if nothing is said. */
  readonly ignore?: number;
  /** What the sum is divided by; the number of counted rows if nothing is said. */
  readonly over?: number;
}

// Take the largest out before the exponentials
// z: n rows of V scores; the result: for each counted row log Σ exp, in double precision
function logSums(z: Tensor, targets: Tensor, ignore: number): Tensor {
  const { n, width: V } = rowsOf("crossEntropy", z);
  const lse = emptyLike([z], [n], "float64");
  const from = z.storage.data;
  for (let i = 0; i < n; i++) {
    lse.storage.data[i] = 0;
    if (isIgnored(targets, i, ignore)) continue;
    const start = z.offset + i * V;
    let largest = -Infinity;
    for (let j = 0; j < V; j++) largest = Math.max(largest, from[start + j]!);
    let total = 0;
    for (let j = 0; j < V; j++) total += Math.exp(from[start + j]! - largest);
    lse.storage.data[i] = largest + Math.log(total);
  }
  return lse;
}

// Add up what the targets cost
type Counted = Required<Counting>;

const isIgnored = (targets: Tensor, i: number, ignore: number) => targets.storage.data[targets.offset + i] === ignore;

function prices([z, targets, lse]: readonly Tensor[], { ignore, over }: Counted): Tensor {
  const { n, width: V } = rowsOf("crossEntropy", z!);
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (isIgnored(targets!, i, ignore)) continue;
    total += lse!.storage.data[lse!.offset + i]! - z!.storage.data[z!.offset + i * V + targets!.storage.data[targets!.offset + i]!]!;
  }
  const loss = emptyLike([z!], []);
  loss.storage.data[0] = total / over;
  return loss;
}

// Take the targets from the shares
// z: n rows of V scores; the result: dz, n rows of V
function pushed([z, targets, lse, cotangent]: readonly Tensor[], { ignore, over }: Counted): Tensor {
  const { n, width: V } = rowsOf("crossEntropyBackward", z!);
  const dz = emptyLike([z!, cotangent!], z!.shape);
  const [from, target, to] = [z!, targets!, dz].map((x) => x.storage.data);
  const weight = cotangent!.item() / over;
  for (let i = 0; i < n; i++) {
    const [start, sum] = [i * V, lse!.storage.data[lse!.offset + i]!];
    if (isIgnored(targets!, i, ignore)) {
      to.fill(0, start, start + V);
      continue;
    }
    // Push the scores of a row
    const t = target[targets!.offset + i]!;
    for (let j = 0; j < V; j++) {
      const share = Math.exp(from[z!.offset + start + j]! - sum);
      to[start + j] = weight * (j === t ? share - 1 : share);
    }
  }
  return dz;
}

// Make the loss an operation, and its gradient another
/** How many rows are counted. */
const countOf = (targets: Tensor, ignore: number) => targets.dataSync().filter((target) => target !== ignore).length;

const crossEntropyRule: Rule<Counted> = {
  name: "crossEntropy",
  value: prices,
  // with the logarithms of sums, which are computed beforehand, in the same pass
  cost([z, targets, lse], loss, { ignore }) {
    const { width: V } = rowsOf("crossEntropy", z!);
    return {
      FLOPs: countOf(targets!, ignore) * (4 * V + 4) + 1,
      "bytes read": bytes(z!) + bytes(targets!),
      "bytes written": bytes(lse!) + bytes(loss),
    };
  },
  saves: (operands) => operands,
  vjp: (_, cotangent, { saved, parameters }) => backward(saved, cotangent, parameters),
  jvp: (_, tangent, { saved, parameters }) => sum(multiply(tangent, backward(saved, ones([], saved[0]), parameters))),
};

const crossEntropyBackwardRule: Rule<Counted> = {
  name: "crossEntropyBackward",
  value: pushed,
  cost([z, targets, lse, cotangent], dz, { ignore }) {
    const { width: V } = rowsOf("crossEntropyBackward", z!);
    return {
      FLOPs: countOf(targets!, ignore) * (3 * V + 1) + 1,
      "bytes read": bytes(z!) + bytes(targets!) + bytes(lse!) + bytes(cotangent!),
      "bytes written": bytes(dz),
    };
  },
  saves: (operands) => operands,
  // by the scores: row by row the Jacobian of softmax, which is its own transpose; by the bar, of which it is a multiple: an inner product
  vjp: (i, g, { saved, parameters }) => (i === 0 ? bend(saved, g, parameters) : sum(multiply(g, backward(saved, ones([], saved[0]), parameters)))),
  jvp: (i, tangent, { saved, parameters }) => (i === 0 ? bend(saved, tangent, parameters) : multiply(tangent, backward(saved, ones([], saved[0]), parameters))),
};

const bytes = (x: Tensor) => x.size * bytesOf[x.dtype];

function backward([z, targets, lse]: readonly Tensor[], cotangent: Tensor, counted: Counted): Tensor {
  return apply(crossEntropyBackwardRule, counted, [z!, targets!, lse!, cotangent]);
}

/** The second derivative of the loss times a direction. */
function bend([z, targets, , cotangent]: readonly Tensor[], direction: Tensor, { ignore, over }: Counted): Tensor {
  const counts = subtract(1, equal(astype(targets!, z!.dtype), ignore));
  const rows = multiply(softmaxBackward(softmax(z!), direction), reshape(counts, [...z!.shape.slice(0, -1), 1]));
  return multiply(rows, multiply(cotangent!, 1 / over));
}

/** Scores, targets as a list, their logarithms of sums, and what is counted. Throws as `crossEntropy` does. */
function checked(z: Tensor, targets: Tensor, { ignore = -1, over }: Counting): { readonly operands: readonly Tensor[]; readonly counted: Counted } {
  const { width: V } = rowsOf("crossEntropy", z);
  checkReal("crossEntropy", z);
  if (targets.dtype !== "int32") throw new TypeError(`crossEntropy: targets must be int32, not ${targets.dtype}`);
  if (shapeText(targets.shape) !== shapeText(z.shape.slice(0, -1))) throw new RangeError(`crossEntropy: targets ${shapeText(targets.shape)} for scores ${shapeText(z.shape)}`);
  const list = contiguous(reshape(constant(targets), [targets.size]));
  const wrong = list.dataSync().find((target) => target !== ignore && (target < 0 || target >= V));
  if (wrong !== undefined) throw new RangeError(`crossEntropy: no class ${wrong} among ${V}`);
  // Choose the divisor
  const divisor = over ?? countOf(list, ignore);
  if (!(divisor > 0)) throw new RangeError(over === undefined ? "crossEntropy: no row is counted" : `crossEntropy: a sum cannot be divided by ${over}`);
  const scores = contiguous(z);
  return { operands: [scores, list, logSums(constant(scores), list, ignore)], counted: { ignore, over: divisor } };
}

/**
 * The mean over counted rows of −log pₜ, where p is the softmax of a row of scores and t its target: one number. z: […, V]; targets: […],
 * int32. Throws `RangeError` if shapes do not fit, a target is no class, or no row is counted, and `TypeError` for another dtype of
 * targets, or scores that are whole numbers.
 */
export function crossEntropy(z: Tensor, targets: Tensor, counting: Counting = {}): Tensor {
  const { operands, counted } = checked(z, targets, counting);
  return apply(crossEntropyRule, counted, operands);
}

/** The gradient of `crossEntropy` by the scores: (p − y) / `over` in counted rows, zero in others. Throws as `crossEntropy` does. */
export function crossEntropyBackward(z: Tensor, targets: Tensor, counting: Counting = {}): Tensor {
  const { operands, counted } = checked(constant(z), targets, counting);
  return backward(operands, ones([], z), counted);
}
//# sourceMappingURL=../.maps/ops/cross-entropy.ts.map
