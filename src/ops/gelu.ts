// Tangled from book/03-backpropagation/06-activation-functions.md. Edit the book, then: npm run tangle
/** x times the probability that a normal number is below it: exactly, and by a tanh. Source: Hendrycks and Gimpel, “Gaussian error linear units”, 2016. */
import { add, erf, exp, multiply, subtract, tanh, type Tensor } from "../tensor-core.ts";
import { callBackward, activated, ruleOf, type Activation } from "./activation.ts";

const { SQRT1_2, PI } = Math;
/** The height of the normal density at zero. */
const PEAK = 1 / Math.sqrt(2 * PI);
const [SCALE, CUBIC] = [Math.sqrt(2 / PI), 0.044715];

const exact: Activation = {
  name: "gelu",
  saves: "x",
  FLOPs: { forward: 5, backward: 11 },
  derivative(x) {
    const chances = multiply(0.5, add(1, erf(multiply(x, SQRT1_2))));
    return add(chances, multiply(x, multiply(PEAK, exp(multiply(-0.5, multiply(x, x))))));
  },
  ofPrimitives: geluOfPrimitives,
};

const byTanh: Activation = {
  name: "geluTanh",
  saves: "x",
  FLOPs: { forward: 9, backward: 18 },
  derivative(x) {
    const square = multiply(x, x);
    const t = tanh(multiply(SCALE, multiply(x, add(1, multiply(CUBIC, square)))));
    const dInner = multiply(SCALE, add(1, multiply(3 * CUBIC, square)));
    return add(multiply(0.5, add(1, t)), multiply(multiply(0.5, x), multiply(subtract(1, multiply(t, t)), dInner)));
  },
  ofPrimitives: geluTanhOfPrimitives,
};

const geluRule = ruleOf(exact);
const geluTanhRule = ruleOf(byTanh);

/** x Φ(x), with the normal distribution Φ by the error function. */
export function gelu(x: Tensor): Tensor {
  return activated(exact, geluRule, x);
}

/** The same with ½ (1 + tanh(√(2/π) (x + 0.044715 x³))) for Φ(x). */
export function geluTanh(x: Tensor): Tensor {
  return activated(byTanh, geluTanhRule, x);
}

/** dX of `gelu`: dY (Φ(x) + x φ(x)). Throws `RangeError` if their shapes differ. */
export function geluBackward(x: Tensor, dY: Tensor): Tensor {
  return callBackward(exact, x, dY);
}

/** dX of `geluTanh`. Throws `RangeError` if their shapes differ. */
export function geluTanhBackward(x: Tensor, dY: Tensor): Tensor {
  return callBackward(byTanh, x, dY);
}

/** `gelu` of primitives. */
export function geluOfPrimitives(x: Tensor): Tensor {
  return multiply(x, multiply(0.5, add(1, erf(multiply(x, SQRT1_2)))));
}

/** `geluTanh` of primitives. */
export function geluTanhOfPrimitives(x: Tensor): Tensor {
  return multiply(x, multiply(0.5, add(1, tanh(multiply(SCALE, multiply(x, add(1, multiply(CUBIC, multiply(x, x)))))))));
}
//# sourceMappingURL=../.maps/ops/gelu.ts.map
