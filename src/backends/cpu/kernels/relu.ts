// Tangled from book/03-backpropagation/06-activation-functions.md. Edit the book, then: npm run tangle
/** ReLU of numbers, and its backward pass. */
import type { Numbers } from "../../../layout/dtype.ts";

// Compute ReLU and its backward pass
/** y = max(x, 0). */
export function relu(x: Numbers, y: Numbers): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i]! <= 0 ? 0 : x[i]!;
}

/** dX, from y and dY; 0 where y is NaN. */
export function reluBackward(y: Numbers, dY: Numbers, dX: Numbers): void {
  for (let i = 0; i < y.length; i++) dX[i] = y[i]! > 0 ? dY[i]! : 0;
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/relu.ts.map
