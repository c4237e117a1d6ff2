// Tangled from book/interlude-a-tensors/05-matrix-multiplication.md. Edit the book, then: npm run tangle
/** Sums of all elements up to each. */
import { costOf, emptyLike, runFused, supports } from "../tensor/result.ts";
import { apply, type Rule } from "../tensor/node.ts";
import { shapeText } from "../layout/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { arange } from "../tensor/create.ts";
import { greaterEqual } from "./elementwise.ts";
import { matmul } from "./matmul.ts";
import { contiguous, expandDims, slice } from "./views.ts";

/** The rule of the running sum of a row. */
export const runningSumRule: Rule<undefined> = {
  name: "runningSum",
  value: ([x]) => runFused("runningSum", [x!], emptyLike([x!], x!.shape)),
  cost: ([x], y) => costOf(x!.size, [x!], y),
  // a running sum from the other end
  vjp: (_, cotangent) => reversed(runningSum(reversed(cotangent))),
  jvp: (_, tangent) => runningSum(tangent),
};

const reversed = (x: Tensor) => slice(x, [[null, null, -1]]);

/** yᵢ = x₀ + … + xᵢ. Throws `RangeError` if `x` is not a row. */
export function runningSum(x: Tensor): Tensor {
  if (x.shape.length !== 1) throw new RangeError(`runningSum: not a row, ${shapeText(x.shape)}`);
  if (!supports(x, "runningSum")) return matmul(lowerTriangle(x), x);
  return apply(runningSumRule, undefined, [contiguous(x)]);
}

/** Ones where row ≥ column: row i of its product with x is the sum of x₀ to xᵢ. */
function lowerTriangle(x: Tensor): Tensor {
  const places = arange(x.size, undefined, { dtype: x.dtype, backend: x.backend });
  return greaterEqual(expandDims(places, 1), places);
}
//# sourceMappingURL=../.maps/primitives/running-sum.ts.map
