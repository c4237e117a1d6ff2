// Tangled from book/03-backpropagation/08-gradient-checks.md. Edit the book, then: npm run tangle
/** Arithmetic with the error function. */
import type { Arithmetic } from "../autograd/scalar/arithmetic.ts";

/** What the programs of operations are made of. */
export interface Functions<T> extends Arithmetic<T> {
  erf(x: T): T;
}

const TERMS = 120;

/**
 * An arithmetic with the error function by its power series, for numbers up to about 4; as long as they are real, or nearly.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6.
 */
export function withErf<T>(a: Arithmetic<T>): Functions<T> {
  return {
    ...a,
    erf(x) {
      const square = a.multiply(a.constant(2), a.multiply(x, x));
      let [term, sum] = [x, x];
      for (let n = 1; n < TERMS; n++) {
        term = a.divide(a.multiply(term, square), a.constant(2 * n + 1));
        sum = a.add(sum, term);
      }
      const scale = a.constant(2 / Math.sqrt(Math.PI));
      return a.multiply(scale, a.multiply(a.exp(a.negative(a.multiply(x, x))), sum));
    },
  };
}
//# sourceMappingURL=../.maps/ops/functions.ts.map
