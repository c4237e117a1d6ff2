// Tangled from book/03-backpropagation/09-exercises.md. Edit the book, then: npm run tangle
/** Rows divided by the root of their mean square. */
import { add, apply, contiguous, divide, mean, multiply, emptyLike, sqrt,
  subtract, sumTo, type Rule, type Tensor } from "../tensor-core.ts";
import { checkDTypes } from "../tensor/result.ts";
import { shapeText } from "../layout/shape.ts";
import { elementsOf, rowReader, rowWriter } from "./elements.ts";
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
  return apply(rmsNormRule, epsilon, [contiguous(x), contiguous(gain)]);
}

/** The rule of `rmsNorm`; it keeps both operands. */
const rmsNormRule: Rule<number> = {
  name: "rmsNorm",
  value([x, gain], epsilon) {
    const { n, width: d } = rowsOf("rmsNorm", x!);
    const y = emptyLike([x!], x!.shape);
    const [read, write] = [rowReader(x!), rowWriter(y)];
    const [g, out] = [elementsOf(gain!), new Float64Array(d)];
    for (let row = 0; row < n; row++) {
      const X = read(row);
      const r = scaleOf(X, epsilon);
      for (let j = 0; j < d; j++) out[j] = g[j]! * (r * X[j]!);
      write(row, out);
    }
    return y;
  },
  saves: (operands) => operands,
  vjp(i, cotangent, { saved, parameters: epsilon, shapes }) {
    const [x, gain] = saved as [Tensor, Tensor];
    if (i === 0 && !cotangent.node && !x.node && !gain.node) {
      return rmsNormBackward(cotangent, { x, gain, epsilon });
    }
    const { xHat, r } = standardised(x, epsilon);
    return i === 1 ? sumTo(multiply(cotangent, xHat), shapes[1]!)
      : multiply(r, projected(multiply(cotangent, gain), xHat));
  },
  jvp(i, tangent, { saved, parameters: epsilon }) {
    const [x, gain] = saved as [Tensor, Tensor];
    const { xHat, r } = standardised(x, epsilon);
    return i === 1 ? multiply(tangent, xHat)
      : multiply(gain, multiply(r, projected(tangent, xHat)));
  },
};

/** dX of Y = rmsNorm(X), by hand. */
function rmsNormBackward(
  dY: Tensor,
  { x, gain, epsilon }: { readonly x: Tensor; readonly gain: Tensor;
    readonly epsilon: number },
): Tensor {
  const { n, width: d } = rowsOf("rmsNorm", x);
  const dX = emptyLike([x], x.shape);
  const [xOf, cotangentOf, write] = [rowReader(x), rowReader(dY), rowWriter(dX)];
  const [g, out] = [elementsOf(gain), new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const [X, cotangent] = [xOf(row), cotangentOf(row)];
    const r = scaleOf(X, epsilon);
    let along = 0;
    for (let j = 0; j < d; j++) along += g[j]! * cotangent[j]! * (r * X[j]!);
    along /= d;
    for (let j = 0; j < d; j++) {
      out[j] = r * (g[j]! * cotangent[j]! - r * X[j]! * along);
    }
    write(row, out);
  }
  return dX;
}

function scaleOf(X: Float64Array, epsilon: number): number {
  let squares = 0;
  for (let j = 0; j < X.length; j++) squares += X[j]! * X[j]!;
  return 1 / Math.sqrt(squares / X.length + epsilon);
}

const average = (x: Tensor) => mean(x, -1, { keepDims: true });

/** x̂ and r in operations. */
function standardised(x: Tensor, epsilon: number) {
  const r = divide(1, sqrt(add(average(multiply(x, x)), epsilon)));
  return { xHat: multiply(x, r), r };
}

/** Less the part along x̂. */
function projected(x: Tensor, xHat: Tensor): Tensor {
  return subtract(x, multiply(xHat, average(multiply(x, xHat))));
}
//# sourceMappingURL=../.maps/ops/rms-norm.ts.map
