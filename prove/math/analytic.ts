/** The functions of one number that the evaluator knows with their derivatives. */
import type { Analytic } from "./quantity.ts";

/** By the name that formulas have for them. On pieces (`abs`, `sign`) the derivative is that of the piece. */
export const analytic: Readonly<Record<string, Analytic>> = {
  exp: { value: Math.exp, slope: Math.exp, bend: Math.exp },
  log: { value: Math.log, slope: (x) => 1 / x, bend: (x) => -1 / x ** 2 },
  sin: { value: Math.sin, slope: Math.cos, bend: (x) => -Math.sin(x) },
  cos: { value: Math.cos, slope: (x) => -Math.sin(x), bend: (x) => -Math.cos(x) },
  tan: { value: Math.tan, slope: (x) => 1 / Math.cos(x) ** 2, bend: (x) => (2 * Math.tan(x)) / Math.cos(x) ** 2 },
  sinh: { value: Math.sinh, slope: Math.cosh, bend: Math.sinh },
  cosh: { value: Math.cosh, slope: Math.sinh, bend: Math.cosh },
  tanh: { value: Math.tanh, slope: (x) => 1 / Math.cosh(x) ** 2, bend: (x) => (-2 * Math.tanh(x)) / Math.cosh(x) ** 2 },
  arctan: { value: Math.atan, slope: (x) => 1 / (1 + x ** 2), bend: (x) => (-2 * x) / (1 + x ** 2) ** 2 },
  erf: { value: erf, slope: bell, bend: (x) => -2 * x * bell(x) },
  sqrt: { value: Math.sqrt, slope: (x) => 0.5 / Math.sqrt(x), bend: (x) => -0.25 / (x * Math.sqrt(x)) },
  sign: { value: Math.sign, slope: () => 0, bend: () => 0 },
  abs: { value: Math.abs, slope: Math.sign, bend: () => 0 },
  floor: { value: Math.floor, slope: () => 0, bend: () => 0 },
  ceil: { value: Math.ceil, slope: () => 0, bend: () => 0 },
};

/** The same by the functions themselves, so that a cell may bind `Math.tanh` and have it differentiated exactly. */
export const analyticMath: ReadonlyMap<unknown, Analytic> = new Map(
  Object.values(analytic).filter((each) => Object.values(Object.getOwnPropertyDescriptors(Math)).some(({ value }) => value === each.value)).map((each) => [each.value, each]),
);

/** (2/√π) ∫₀ˣ e^(−t²) dt, to about 15 digits. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 6) return Math.sign(x);
  return a < 2.5 ? erfSeries(x) : Math.sign(x) * (1 - erfcFraction(a));
}

/** Abramowitz and Stegun 7.1.6, a series without alternating signs: nothing cancels. */
function erfSeries(x: number): number {
  let sum = 0;
  for (let n = 0, term = x; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 3);
  }
  return bell(x) * sum;
}

/** Abramowitz and Stegun 7.1.14, a continued fraction for the tail, from its far end. */
function erfcFraction(x: number): number {
  let tail = 0;
  for (let n = 60; n > 0; n--) tail = n / 2 / (x + tail);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + tail));
}

function bell(x: number): number {
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x);
}
