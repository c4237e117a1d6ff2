// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
/** Rows divided by the root of their mean square. */
import { add, apply, contiguous, divide, emptyLike, mean, multiply,
  runFused, sqrt, subtract, sumTo, supports, type Rule, type Tensor,
} from "../tensor-core.ts";
import { checkDTypes } from "../tensor/result.ts";
import { shapeText } from "../layout/shape.ts";
import { checkReal } from "../tensor/result.ts";
import { rowsOf } from "./rows.ts";

/**
 * Each row of x over √(mean square + ε), times the gain, which has a
 * number for each column. Throws `RangeError` if it has not, and
 * `TypeError` if dtypes differ or are int32.
 * Source: Zhang and Sennrich, “Root mean square layer normalization”, 2019.
 */
export function rmsNorm(x: Tensor, gain: Tensor, epsilon = 1e-5): Tensor {
  checkDTypes("rmsNorm", [x, gain]);
  checkReal("rmsNorm", x);
  if (gain.shape.length !== 1 || gain.shape[0] !== x.shape.at(-1)) {
    throw new RangeError(`rmsNorm: the rows of ${shapeText(x.shape)} and a gain of ${shapeText(gain.shape)} do not match`);
  }
  if (!KERNELS.every((kernel) => supports(x, kernel))) {
    return multiply(standardised(x, epsilon).xHat, gain);
  }
  return apply(rmsNormRule, epsilon, [contiguous(x), contiguous(gain)]);
}

const KERNELS = ["rmsNorm", "rmsNormBackward"];

type Operands = { readonly x: Tensor; readonly gain: Tensor };

/** The rule of `rmsNorm`; it saves both operands. */
const rmsNormRule: Rule<number> = {
  name: "rmsNorm",
  value([x, gain], epsilon) {
    rowsOf("rmsNorm", x!);
    return runFused("rmsNorm", [x!, gain!], emptyLike([x!], x!.shape),
      [epsilon]);
  },
  saves: ([x, gain]) => ({ x: x!, gain: gain! }),
  vjp(i, cotangent, { saved, parameters: epsilon, shapes }) {
    const { x, gain } = saved as Operands;
    if (i === 0 && !cotangent.node && !x.node && !gain.node) {
      return rmsNormBackward(cotangent, { x, gain, epsilon });
    }
    const { xHat, r } = standardised(x, epsilon);
    return i === 1 ? sumTo(multiply(cotangent, xHat), shapes[1]!)
      : multiply(r, projected(multiply(cotangent, gain), xHat));
  },
  jvp(i, tangent, { saved, parameters: epsilon }) {
    const { x, gain } = saved as Operands;
    const { xHat, r } = standardised(x, epsilon);
    return i === 1 ? multiply(tangent, xHat)
      : multiply(gain, multiply(r, projected(tangent, xHat)));
  },
};

/** dX of Y = rmsNorm(X), by hand. */
function rmsNormBackward(
  dY: Tensor,
  { x, gain, epsilon }: Operands & { readonly epsilon: number },
): Tensor {
  return runFused("rmsNormBackward", [dY, x, gain].map(contiguous),
    emptyLike([x], x.shape), [epsilon]);
}

const average = (x: Tensor) => mean(x, -1, { keepDims: true });

/** x̂ and r in operations. */
function standardised(x: Tensor, epsilon: number) {
  const r = divide(1, sqrt(add(average(multiply(x, x)), epsilon)));
  return { xHat: multiply(x, r), r };
}

/** x minus its component along x̂. */
function projected(x: Tensor, xHat: Tensor): Tensor {
  return subtract(x, multiply(xHat, average(multiply(x, xHat))));
}
//# sourceMappingURL=../.maps/ops/rms-norm.ts.map
