// Tangled from book/03-backpropagation/06-activation-functions.md. Edit the book, then: npm run tangle
/** The hyperbolic tangent of numbers, and its backward pass. */
import type { Numbers } from "../../../layout/dtype.ts";

/** y = tanh x. */
export function tanh(x: Numbers, y: Numbers): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.tanh(x[i]!);
}

/** dX, from y and dY. */
export function tanhBackward(y: Numbers, dY: Numbers, dX: Numbers): void {
  for (let i = 0; i < y.length; i++) dX[i] = dY[i]! * (1 - y[i]! * y[i]!);
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/tanh.ts.map
