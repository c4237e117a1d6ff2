// Tangled from book/03-backpropagation/03-probabilities-push-back.md. Edit the book, then: npm run tangle
/** Shares from scores. */
// Import what softmax needs
import { apply, contiguous, costOf, multiply, emptyLike, subtract, sum, type Rule, type Tensor } from "../tensor-core.ts";
import { checkDTypes, checkShapes } from "../tensor/result.ts";
import { checkReal } from "../tensor/result.ts";
import { rowsOf } from "./rows.ts";

// Divide each power by the sum of its row
// z: n rows of V scores; the result: n rows of V shares
function shares(z: Tensor): Tensor {
  const { n, width: V } = rowsOf("softmax", z);
  const p = emptyLike([z], z.shape);
  const [from, to] = [z.storage.data, p.storage.data];
  const powers = new Float64Array(V);
  for (let start = 0; start < n * V; start += V) {
    // Find the largest score of the row
    let largest = -Infinity;
    for (let j = 0; j < V; j++) largest = Math.max(largest, from[z.offset + start + j]!);
    let total = 0;
    for (let j = 0; j < V; j++) {
      powers[j] = Math.exp(from[z.offset + start + j]! - largest);
      total += powers[j]!;
    }
    for (let j = 0; j < V; j++) to[start + j] = powers[j]! / total;
  }
  return p;
}

// Hold each wish against the mean wish
// p and dp: n rows of V; the result: dz, n rows of V
function heard(p: Tensor, dp: Tensor): Tensor {
  const { n, width: V } = rowsOf("softmaxBackward", p);
  const dz = emptyLike([p, dp], p.shape);
  const [share, wish, to] = [p, dp, dz].map((x) => x.storage.data);
  for (let start = 0; start < n * V; start += V) {
    let mean = 0;
    for (let j = 0; j < V; j++) {
      mean += share[p.offset + start + j]! * wish[dp.offset + start + j]!;
    }
    // Hear what exceeds the mean
    for (let j = 0; j < V; j++) {
      const more = wish[dp.offset + start + j]! - mean;
      to[start + j] = share[p.offset + start + j]! * more;
    }
  }
  return dz;
}

// Make softmax an operation, and its gradient another
const softmaxRule: Rule<undefined> = {
  name: "softmax",
  value: ([z]) => shares(z!),
  cost: ([z], p) => costOf(5 * p.size, [z!], p),
  saves: (_, p) => [p],
  vjp: (_, dp, { saved: [p] }) => softmaxBackward(p!, dp),
  jvp: (_, tangent, { saved: [p] }) => softmaxBackward(p!, tangent), // J is its own transpose
};

const softmaxBackwardRule: Rule<undefined> = {
  name: "softmaxBackward",
  value: ([p, dp]) => heard(p!, dp!),
  cost: (operands, dz) => costOf(4 * dz.size, operands, dz),
  saves: (operands) => operands,
  // it is linear in dp, by the same J; by p, component i of p ⊙ (dp − ⟨dp, p⟩) has two ways
  vjp: (i, g, { saved: [p, dp] }) => (i === 1 ? softmaxBackward(p!, g) : subtract(subtract(multiply(g, dp!), multiply(g, along(dp!, p!))), multiply(dp!, along(g, p!)))),
  jvp: (i, tangent, { saved: [p, dp] }) => (i === 1 ? softmaxBackward(p!, tangent) : subtract(multiply(tangent, subtract(dp!, along(dp!, p!))), multiply(p!, along(dp!, tangent)))),
};

/** The inner products of rows, each in a row of its own. */
const along = (x: Tensor, y: Tensor) => sum(multiply(x, y), -1, { keepDims: true });

/** Shares along the last axis: pⱼ = exp(zⱼ) / Σ exp(zₖ). Throws `RangeError` if there are no scores, `TypeError` if they are whole numbers. */
export function softmax(z: Tensor): Tensor {
  rowsOf("softmax", z);
  checkReal("softmax", z);
  return apply(softmaxRule, undefined, [contiguous(z)]);
}

/** The gradient by the scores, from the shares p of `softmax` and the gradient dp by them: p ⊙ (dp − ⟨dp, p⟩), row by row. Throws `RangeError` if shapes differ. */
export function softmaxBackward(p: Tensor, dp: Tensor): Tensor {
  checkShapes("softmaxBackward", p.shape, dp.shape);
  checkDTypes("softmaxBackward", [p, dp]);
  return apply(softmaxBackwardRule, undefined, [contiguous(p), contiguous(dp)]);
}
//# sourceMappingURL=../.maps/ops/softmax.ts.map
