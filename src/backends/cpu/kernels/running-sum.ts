// Tangled from book/interlude-a-tensors/05-matrix-multiplication.md. Edit the book, then: npm run tangle
/** Sums of all elements up to each. */
import type { FusedLoop } from "../storage.ts";

/** yᵢ = x₀ + … + xᵢ, each sum in double precision. */
export const runningSum: FusedLoop = ([x], [y]) => {
  let sum = 0;
  x!.numbers.forEach((each, i) => (y!.numbers[i] = sum += each));
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/running-sum.ts.map
