// Tangled from book/03-backpropagation/06-activation-functions.md. Edit the book, then: npm run tangle
/** Loops over numbers as fused kernels. */
import type { Numbers } from "../../../layout/dtype.ts";
import type { FusedLoop } from "../storage.ts";

/** The fused kernel of a loop that is given the numbers of its inputs and then of its output. */
export function onNumbers(loop: ((x: Numbers, y: Numbers) => void) | ((x: Numbers, y: Numbers, z: Numbers) => void)): FusedLoop {
  return (inputs, outputs) => (loop as (...numbers: Numbers[]) => void)(...[...inputs, ...outputs].map(({ numbers }) => numbers));
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/on-numbers.ts.map
