// Tangled from book/02-automatic-differentiation/01-derivatives-and-gradient-descent.md. Edit the book, then: npm run tangle
/** Finite differences. */

// Compute a one-sided finite difference
/** The difference quotient of `f` from `x` to `x + h`. */
export function secant(
  f: (x: number) => number,
  x: number,
  h: number,
): number {
  return (f(x + h) - f(x)) / h;
}

// Compute a central difference
/** The difference quotient of `f` from `x − h` to `x + h`. */
export function central(
  f: (x: number) => number,
  x: number,
  h: number,
): number {
  return (f(x + h) - f(x - h)) / (2 * h);
}
//# sourceMappingURL=../../.maps/autograd/scalar/finite-difference.ts.map
