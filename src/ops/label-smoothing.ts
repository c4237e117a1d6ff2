// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
/** Cross-entropy with smoothed targets. */
import { add, mean, multiply, negative, type Tensor } from "../tensor-core.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { logSoftmax } from "./log-softmax.ts";

/**
 * The mean loss over rows, if a fraction `epsilon` of each target is
 * spread evenly over all classes. z: […, V]; targets: […], int32.
 * Throws `RangeError` unless `epsilon` is from 0 to 1.
 * Source: Szegedy et al. (2016), section 7.
 */
export function smoothedCrossEntropy(
  z: Tensor,
  targets: Tensor,
  epsilon: number,
): Tensor {
  if (!(epsilon >= 0 && epsilon <= 1)) {
    throw new RangeError(
      `smoothedCrossEntropy: epsilon must be between 0 and 1, not ${epsilon}`);
  }
  const sure = multiply(crossEntropy(z, targets), 1 - epsilon);
  const even = multiply(negative(mean(logSoftmax(z))), epsilon);
  return add(sure, even);
}
//# sourceMappingURL=../.maps/ops/label-smoothing.ts.map
