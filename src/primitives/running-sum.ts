// Tangled from book/interlude-a-the-tensor-core/04-one-product-four-speeds.md. Edit the book, then: npm run tangle
/** Sums of all elements up to each. */
import { costOf, emptyLike } from "../tensor/result.ts";
import { apply, type Rule } from "../tensor/node.ts";
import { shapeText } from "../layout/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { slice } from "./views.ts";

/** The rule of the running sum of a row. */
export const runningSumRule: Rule<undefined> = {
  name: "runningSum",
  value([x]) {
    const y = emptyLike([x!], x!.shape);
    let sum = 0;
    x!.dataSync().forEach((each, i) => (y.storage.data[i] = sum += each));
    return y;
  },
  cost: ([x], y) => costOf(x!.size, [x!], y),
  vjp: (_, cotangent) => reversed(runningSum(reversed(cotangent))),
  jvp: (_, tangent) => runningSum(tangent),
};

const reversed = (x: Tensor) => slice(x, [[null, null, -1]]);

/** yᵢ = x₀ + … + xᵢ. Throws `RangeError` if `x` is not a row. */
export function runningSum(x: Tensor): Tensor {
  if (x.shape.length !== 1) throw new RangeError(`runningSum: not a row, ${shapeText(x.shape)}`);
  return apply(runningSumRule, undefined, [x]);
}
//# sourceMappingURL=../.maps/primitives/running-sum.ts.map
