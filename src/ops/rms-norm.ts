// Tangled from book/03-backpropagation/09-exercises.md. Edit the book, then: npm run tangle
/** Rows divided by the root of their mean square. */
import { add, apply, contiguous, divide, mean, multiply, roomFor, sqrt,
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
    const y = roomFor([x!], x!.shape);
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
  keeps: (operands) => operands,
  vjp(i, bar, { kept, parameters: epsilon, shapes }) {
    const [x, gain] = kept as [Tensor, Tensor];
    if (i === 0 && !bar.origin && !x.origin && !gain.origin) {
      return rmsNormBackward(bar, { x, gain, epsilon });
    }
    const { xHat, r } = standardised(x, epsilon);
    return i === 1 ? sumTo(multiply(bar, xHat), shapes[1]!)
      : multiply(r, projected(multiply(bar, gain), xHat));
  },
  jvp(i, dot, { kept, parameters: epsilon }) {
    const [x, gain] = kept as [Tensor, Tensor];
    const { xHat, r } = standardised(x, epsilon);
    return i === 1 ? multiply(dot, xHat)
      : multiply(gain, multiply(r, projected(dot, xHat)));
  },
};

/** dX of Y = rmsNorm(X), by hand. */
function rmsNormBackward(
  dY: Tensor,
  { x, gain, epsilon }: { readonly x: Tensor; readonly gain: Tensor;
    readonly epsilon: number },
): Tensor {
  const { n, width: d } = rowsOf("rmsNorm", x);
  const dX = roomFor([x], x.shape);
  const [xOf, barOf, write] = [rowReader(x), rowReader(dY), rowWriter(dX)];
  const [g, out] = [elementsOf(gain), new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const [X, bar] = [xOf(row), barOf(row)];
    const r = scaleOf(X, epsilon);
    let along = 0;
    for (let j = 0; j < d; j++) along += g[j]! * bar[j]! * (r * X[j]!);
    along /= d;
    for (let j = 0; j < d; j++) {
      out[j] = r * (g[j]! * bar[j]! - r * X[j]! * along);
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
