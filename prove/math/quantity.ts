/**
 * The evaluator's numbers: each knows its slope, and by how much rounding and sampling may have moved it.
 *
 * Derivatives are taken by the complex step of Squire and Trapp (1998): evaluate at x + ih, and the imaginary part is
 * h f'(x), without a difference in which digits cancel. The step is taken so small that its square is lost, so that of
 * (a + ib)(c + id) only ac + i(ad + bc) is left; `im` is counted in steps.
 */
export interface Quantity {
  readonly kind: "number";
  readonly re: number;
  /** The imaginary part in steps: the slope along the step that is being taken, 0 where none is. */
  readonly im: number;
  /** What was added up in absolute value to make `re`, at least |re|: rounding changed `re` by some 2^-52 of it. */
  readonly size: number;
  /** The same for `im`. */
  readonly imSize: number;
  /** How far the true value may be away, because it was sampled or differentiated by differences; 0 if computed. */
  readonly doubt: number;
}

/** A function with its first and second derivative. */
export interface Analytic {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly bend: (x: number) => number;
}

/** A number as it was written or bound. */
export function exactly(re: number): Quantity {
  return { kind: "number", re, im: 0, size: Math.abs(re), imSize: 0, doubt: 0 };
}

/** The same number, one step away. */
export function stepped(a: Quantity): Quantity {
  return { ...a, im: 1, imSize: 1 };
}

/** The number `re` that is only known to within `doubt`. */
export function doubtful(re: number, doubt: number): Quantity {
  return { ...exactly(re), doubt };
}

export function negated(a: Quantity): Quantity {
  return { ...a, re: -a.re, im: -a.im };
}

export function added(a: Quantity, b: Quantity): Quantity {
  return { kind: "number", re: a.re + b.re, im: a.im + b.im, size: a.size + b.size, imSize: a.imSize + b.imSize, doubt: a.doubt + b.doubt };
}

export function multiplied(a: Quantity, b: Quantity): Quantity {
  const re = a.re * b.re;
  const size = largest(Math.abs(re), Math.abs(a.re) * b.size, Math.abs(b.re) * a.size);
  const doubt = a.doubt || b.doubt ? Math.abs(a.re) * b.doubt + Math.abs(b.re) * a.doubt + a.doubt * b.doubt : 0;
  if (a.im === 0 && b.im === 0) return { kind: "number", re, im: 0, size, imSize: 0, doubt };
  const im = product(a.re, b.im) + product(a.im, b.re);
  return { kind: "number", re, im, size, imSize: largest(product(a.size, b.imSize) + product(a.imSize, b.size)), doubt };
}

export function divided(a: Quantity, b: Quantity): Quantity {
  const re = a.re / b.re;
  const scale = Math.abs(1 / b.re);
  const size = largest(Math.abs(re), scale * a.size, scale * Math.abs(re) * b.size);
  const doubt = a.doubt || b.doubt ? scale * (a.doubt + Math.abs(re) * b.doubt) : 0;
  if (a.im === 0 && b.im === 0) return { kind: "number", re, im: 0, size, imSize: 0, doubt };
  const im = (a.im - product(re, b.im)) / b.re;
  const imSize = scale * (a.imSize + Math.abs(re) * b.imSize + scale * b.size * Math.abs(a.im) + size * Math.abs(b.im));
  return { kind: "number", re, im, size, imSize: largest(imSize, Math.abs(im)), doubt };
}

/** f(a), with its slope by the chain rule. */
export function applied(f: Analytic, a: Quantity): Quantity {
  const re = f.value(a.re);
  const slope = a.size === 0 && a.im === 0 && a.doubt === 0 ? 0 : f.slope(a.re);
  const size = largest(Math.abs(re), Math.abs(slope) * a.size);
  const doubt = a.doubt ? Math.abs(slope) * a.doubt : 0;
  if (a.im === 0) return { kind: "number", re, im: 0, size, imSize: 0, doubt };
  const imSize = Math.abs(slope) * a.imSize + Math.abs(f.bend(a.re) * a.im) * a.size;
  return { kind: "number", re, im: slope * a.im, size, imSize: largest(imSize, Math.abs(slope * a.im)), doubt };
}

/** a^b. A slope along the exponent asks for a positive base. */
export function raised(a: Quantity, b: Quantity): Quantity {
  const y = b.re;
  const byBase = applied({ value: (x) => x ** y, slope: (x) => y * x ** (y - 1), bend: (x) => y * (y - 1) * x ** (y - 2) }, a);
  if (b.im === 0 && b.doubt === 0 && Number.isInteger(y)) return byBase;
  const log = Math.log(a.re);
  const byExponent = applied({ value: (z) => a.re ** z, slope: (z) => log * a.re ** z, bend: (z) => log * log * a.re ** z }, b);
  return {
    kind: "number",
    re: byBase.re,
    im: byBase.im + byExponent.im,
    size: largest(byBase.size, byExponent.size),
    imSize: byBase.imSize + byExponent.imSize,
    doubt: byBase.doubt + byExponent.doubt,
  };
}

/** 0 × ∞ is 0 where one of the two is a slope that is not there. */
function product(value: number, slope: number): number {
  return slope === 0 ? 0 : value * slope;
}

/** The largest of them, those left out that are not numbers. */
function largest(...sizes: readonly number[]): number {
  return sizes.reduce((most, size) => (size > most ? size : most), 0);
}
