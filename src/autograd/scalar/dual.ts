// Tangled from book/02-automatic-differentiation/03-forward-mode.md. Edit the book, then: npm run tangle
/** Dual numbers: forward mode. */
import { real, type Arithmetic } from "./arithmetic.ts";

/** A value and its tangent, the derivative with respect to the chosen input. */
export interface Dual<T> {
  readonly value: T;
  readonly slope: T;
}

// Compute values and tangents
/** Dual numbers whose values and tangents are of the kind of `a`. */
export function dualsOver<T>(a: Arithmetic<T>): Arithmetic<Dual<T>> {
  const { constant, add, subtract, multiply, divide, negative } = a;
  const dual = (value: T, slope: T) => ({ value, slope });
  return {
    constant: (value) => dual(constant(value), constant(0)),
    add: (x, y) =>
      dual(add(x.value, y.value), add(x.slope, y.slope)),
    subtract: (x, y) =>
      dual(subtract(x.value, y.value), subtract(x.slope, y.slope)),
    // Multiply by the product rule
    multiply: (x, y) => {
      const one = multiply(x.slope, y.value);
      const other = multiply(x.value, y.slope);
      return dual(multiply(x.value, y.value), add(one, other));
    },
    // Divide by the quotient rule
    divide: (x, y) => {
      const z = divide(x.value, y.value);
      return dual(z, divide(subtract(x.slope, multiply(z, y.slope)), y.value));
    },
    negative: (x) => dual(negative(x.value), negative(x.slope)),
    // Do the functions of one number
    exp: (x) => {
      const z = a.exp(x.value);
      return dual(z, multiply(z, x.slope));
    },
    log: (x) => dual(a.log(x.value), divide(x.slope, x.value)),
    // Do the other functions of one number
    sqrt: (x) => {
      const z = a.sqrt(x.value);
      return dual(z, divide(x.slope, add(z, z)));
    },
    sin: (x) => dual(a.sin(x.value), multiply(a.cos(x.value), x.slope)),
    cos: (x) => dual(a.cos(x.value), negative(multiply(a.sin(x.value), x.slope))),
    tanh: (x) => {
      const z = a.tanh(x.value);
      return dual(z, multiply(subtract(constant(1), multiply(z, z)), x.slope));
    },
    relu: (x) => dual(a.relu(x.value), multiply(a.step(x.value), x.slope)),
    step: (x) => dual(a.step(x.value), constant(0)),
  };
}

// Differentiate a function of one number
/** Dual numbers over plain ones. */
export const duals = dualsOver(real);

/** The value and derivative at `x` of a function of one number. */
export function slopeAt(
  f: (a: Arithmetic<Dual<number>>, x: Dual<number>) => Dual<number>,
  x: number,
): Dual<number> {
  return f(duals, { value: x, slope: 1 });
}
//# sourceMappingURL=../../.maps/autograd/scalar/dual.ts.map
