// Tangled from book/03-backpropagation/06-activation-functions.md. Edit the book, then: npm run tangle
/** GELU of numbers, exactly and by a tanh, and both backward passes. */
import type { Numbers } from "../../../layout/dtype.ts";
import { erf } from "./erf.ts";

const { SQRT1_2, PI } = Math;
/** The height of the normal density at zero. */
const PEAK = 1 / Math.sqrt(2 * PI);
const [SCALE, CUBIC] = [Math.sqrt(2 / PI), 0.044715];

// Compute GELU by the error function
/** Points at which Φ and the density are known, so many per unit; beyond `FAR`, Φ is 0 or 1. */
const [PER_UNIT, FAR] = [32, 9];
const points = Float64Array.from({ length: 2 * FAR * PER_UNIT + 1 }, (_, i) => i / PER_UNIT - FAR);
const cumulatives = points.map((a) => 0.5 * (1 + erf(a * SQRT1_2)));
const density = (x: number) => PEAK * Math.exp(-0.5 * (x * x));
const densities = points.map(density);

/** Φ(x), to 1e-15, by Taylor’s polynomial about the nearest point a: the derivatives of Φ are those of the density, which is multiplied by Hermite polynomials of a. */
function cumulative(x: number): number {
  if (!(x > -FAR && x < FAR)) return x > 0 ? 1 : x < 0 ? 0 : x;
  const i = Math.round((x + FAR) * PER_UNIT);
  const a = points[i]!;
  const [h, s] = [x - a, a * a];
  const fourth = ((s - 6) * s + 3) / 120 - (h * a * ((s - 10) * s + 15)) / 720;
  return cumulatives[i]! + densities[i]! * h * (1 + h * (-a / 2 + h * ((s - 1) / 6 + h * ((-a * (s - 3)) / 24 + h * fourth))));
}

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
