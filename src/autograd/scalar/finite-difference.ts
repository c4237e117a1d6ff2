// Tangled from book/02-automatic-differentiation/01-a-straight-line-close-up.md. Edit the book, then: npm run tangle
/** Slopes from differences. */

// Take the slope of a secant
/** The slope of the secant of `f` from `x` to `x + h`. */
export function secant(
  f: (x: number) => number,
  x: number,
  h: number,
): number {
  return (f(x + h) - f(x)) / h;
}

// Take the slope across
/** The slope of the secant of `f` from `x − h` to `x + h`. */
export function central(f: (x: number) => number, x: number, h: number): number {
  return (f(x + h) - f(x - h)) / (2 * h);
}
//# sourceMappingURL=../../.maps/autograd/scalar/finite-difference.ts.map
