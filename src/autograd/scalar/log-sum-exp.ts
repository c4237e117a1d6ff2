// Tangled from book/02-automatic-differentiation/09-exercises.md. Edit the book, then: npm run tangle
/** Log-sum-exp, the logarithm of a sum of exponentials. */
import type { Arithmetic } from "./arithmetic.ts";

/** log Σ exp(xᵢ) of finite xᵢ; throws `RangeError` if there is none. */
export function logSumExp<T>(
  a: Arithmetic<T>,
  numbers: readonly T[],
): T {
  if (numbers.length === 0) {
    throw new RangeError("logSumExp: there is no number");
  }
  const larger = (x: T, y: T) => {
    const yes = a.step(a.subtract(y, x));
    const no = a.subtract(a.constant(1), yes);
    return a.add(a.multiply(yes, y), a.multiply(no, x));
  };
  const largest = numbers.reduce(larger);
  const powers = numbers.map((x) => a.exp(a.subtract(x, largest)));
  return a.add(largest, a.log(powers.reduce((x, y) => a.add(x, y))));
}
//# sourceMappingURL=../../.maps/autograd/scalar/log-sum-exp.ts.map
