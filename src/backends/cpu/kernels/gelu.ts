// Tangled from book/03-backpropagation/06-activation-functions.md. Edit the book, then: npm run tangle
/** GELU of numbers, exactly and by a tanh, and both backward passes. */
import type { Numbers } from "../../../layout/dtype.ts";
import { erf } from "./erf.ts";

const { SQRT1_2, PI } = Math;
/** The height of the normal density at zero. */
const PEAK = 1 / Math.sqrt(2 * PI);
const [SCALE, CUBIC] = [Math.sqrt(2 / PI), 0.044715];

// Compute GELU by the error function
const cumulative = (x: number) => 0.5 * (1 + erf(x * SQRT1_2));
const density = (x: number) => PEAK * Math.exp(-0.5 * (x * x));

/** y = x Φ(x). */
export function gelu(x: Numbers, y: Numbers): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i]! * cumulative(x[i]!);
}

/** dX, from x and dY. */
export function geluBackward(x: Numbers, dY: Numbers, dX: Numbers): void {
  for (let i = 0; i < x.length; i++) {
    dX[i] = dY[i]! * (cumulative(x[i]!) + x[i]! * density(x[i]!));
  }
}

/** y = x · ½ (1 + tanh(√(2/π) (x + 0.044715 x³))). */
export function geluTanh(x: Numbers, y: Numbers): void {
  for (let i = 0; i < x.length; i++) {
    const at = x[i]!;
    y[i] = at * (0.5 * (1 + Math.tanh(SCALE * (at * (1 + CUBIC * (at * at))))));
  }
}

/** dX, from x and dY. */
export function geluTanhBackward(x: Numbers, dY: Numbers, dX: Numbers): void {
  for (let i = 0; i < x.length; i++) {
    const at = x[i]!;
    const square = at * at;
    const t = Math.tanh(SCALE * (at * (1 + CUBIC * square)));
    const dInner = SCALE * (1 + 3 * CUBIC * square);
    dX[i] = dY[i]! * (0.5 * (1 + t) + 0.5 * at * (1 - t * t) * dInner);
  }
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/gelu.ts.map
