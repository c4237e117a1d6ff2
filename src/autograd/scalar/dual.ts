// Tangled from book/02-automatic-differentiation/03-forward-mode.md. Edit the book, then: npm run tangle
/** Dual numbers: forward mode. */
import { real, type Arithmetic } from "./arithmetic.ts";

/** A value and its tangent, the derivative with respect to the chosen input. */
export interface Dual<T> {
  readonly value: T;
  readonly tangent: T;
}

// Compute values and tangents
/** Dual numbers whose values and tangents are of the type of `a`. */
export function dualsOver<T>(a: Arithmetic<T>): Arithmetic<Dual<T>> {
  const { constant, add, subtract, multiply, divide, negative } = a;
  const dual = (value: T, tangent: T) => ({ value, tangent });
  return {
    constant: (value) => dual(constant(value), constant(0)),
    add: (x, y) =>
      dual(add(x.value, y.value), add(x.tangent, y.tangent)),
    subtract: (x, y) =>
      dual(subtract(x.value, y.value), subtract(x.tangent, y.tangent)),
    // Multiply by the product rule
    multiply: (x, y) => {
      const fromX = multiply(x.tangent, y.value);
      const fromY = multiply(x.value, y.tangent);
      return dual(multiply(x.value, y.value), add(fromX, fromY));
    },
    // Divide by the quotient rule
    divide: (x, y) => {
      const z = divide(x.value, y.value);
      return dual(z, divide(subtract(x.tangent, multiply(z, y.tangent)), y.value));
    },
    negative: (x) => dual(negative(x.value), negative(x.tangent)),
    // Do the functions of one number
    exp: (x) => {
      const z = a.exp(x.value);
      return dual(z, multiply(z, x.tangent));
    },
    log: (x) => dual(a.log(x.value), divide(x.tangent, x.value)),
    // Do the other functions of one number
    sqrt: (x) => {
      const z = a.sqrt(x.value);
      return dual(z, divide(x.tangent, add(z, z)));
    },
    sin: (x) => dual(a.sin(x.value), multiply(a.cos(x.value), x.tangent)),
    cos: (x) => dual(a.cos(x.value), negative(multiply(a.sin(x.value), x.tangent))),
    tanh: (x) => {
      const z = a.tanh(x.value);
      return dual(z, multiply(subtract(constant(1), multiply(z, z)), x.tangent));
    },
    relu: (x) => dual(a.relu(x.value), multiply(a.step(x.value), x.tangent)),
    step: (x) => dual(a.step(x.value), constant(0)),
  };
}

// Differentiate a function of one number
/** Dual numbers over plain ones. */
export const duals = dualsOver(real);

/** The value and derivative at `x` of a function of one number. */
export function derivativeAt(
  f: (a: Arithmetic<Dual<number>>, x: Dual<number>) => Dual<number>,
  x: number,
): Dual<number> {
  return f(duals, { value: x, tangent: 1 });
}
//# sourceMappingURL=../../.maps/autograd/scalar/dual.ts.map
