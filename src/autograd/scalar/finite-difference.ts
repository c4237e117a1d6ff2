// Tangled from book/02-automatic-differentiation/01-derivatives-and-gradient-descent.md. Edit the book, then: npm run tangle
/** Finite differences. */

// Compute a forward difference
/** The forward difference of `f` at `x` with the step `h`. */
export function forwardDifference(
  f: (x: number) => number,
  x: number,
  h: number,
): number {
  return (f(x + h) - f(x)) / h;
}

// Compute a central difference
/** The central difference of `f` at `x` with the step `h`. */
export function centralDifference(
  f: (x: number) => number,
  x: number,
  h: number,
): number {
  return (f(x + h) - f(x - h)) / (2 * h);
}
//# sourceMappingURL=../../.maps/autograd/scalar/finite-difference.ts.map
