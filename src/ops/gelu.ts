// Tangled from book/03-backpropagation/06-bends-and-kinks.md. Edit the book, then: npm run tangle
/** x times the chance that a normal number is below it: exactly, and by a tanh. Source: Hendrycks and Gimpel, “Gaussian error linear units”, 2016. */
// Import what gelu uses
import { erf } from "../backends/cpu/kernels/erf.ts";
import { add, erf as erfOf, exp, multiply, subtract, tanh, type Tensor } from "../tensor-core.ts";
import { backwardOf, bent, ruleOf, type Bend } from "./activation.ts";

const { SQRT1_2, PI } = Math;
/** The height of the normal density at zero. */
const PEAK = 1 / Math.sqrt(2 * PI);
const [SCALE, CUBE] = [Math.sqrt(2 / PI), 0.044715];

// Take the chance from the error function
const chance = (x: number) => 0.5 * (1 + erf(x * SQRT1_2));
const density = (x: number) => PEAK * Math.exp(-0.5 * (x * x));

const exact: Bend = {
  name: "gelu",
  by: "x",
  forward(x, y) {
    for (let i = 0; i < x.length; i++) y[i] = x[i]! * chance(x[i]!);
  },
  backward(x, dY, dX) {
    for (let i = 0; i < x.length; i++) {
      dX[i] = dY[i]! * (chance(x[i]!) + x[i]! * density(x[i]!));
    }
  },
  // Price the exact one, and give its slope in operations
  FLOPs: { forward: 5, backward: 11 },
  slope(x) {
    const chances = multiply(0.5, add(1, erfOf(multiply(x, SQRT1_2))));
    return add(chances, multiply(x, multiply(PEAK, exp(multiply(-0.5, multiply(x, x))))));
  },
};

// Take the chance from a tanh
const byTanh: Bend = {
  name: "geluTanh",
  by: "x",
  forward(x, y) {
    for (let i = 0; i < x.length; i++) {
      const at = x[i]!;
      y[i] = at * (0.5 * (1 + Math.tanh(SCALE * (at * (1 + CUBE * (at * at))))));
    }
  },
  backward(x, dY, dX) {
    for (let i = 0; i < x.length; i++) {
      const at = x[i]!;
      const square = at * at;
      const t = Math.tanh(SCALE * (at * (1 + CUBE * square)));
      const inner = SCALE * (1 + 3 * CUBE * square);
      dX[i] = dY[i]! * (0.5 * (1 + t) + 0.5 * at * (1 - t * t) * inner);
    }
  },
  FLOPs: { forward: 9, backward: 18 },
  slope(x) {
    const square = multiply(x, x);
    const t = tanh(multiply(SCALE, multiply(x, add(1, multiply(CUBE, square)))));
    const inner = multiply(SCALE, add(1, multiply(3 * CUBE, square)));
    return add(multiply(0.5, add(1, t)), multiply(multiply(0.5, x), multiply(subtract(1, multiply(t, t)), inner)));
  },
};

// Offer both, with and without a tape
const geluRule = ruleOf(exact);
const geluTanhRule = ruleOf(byTanh);

/** x Φ(x), with the normal distribution Φ by the error function. */
export function gelu(x: Tensor): Tensor {
  return bent(geluRule, x);
}

/** The same with ½ (1 + tanh(√(2/π) (x + 0.044715 x³))) for Φ(x). */
export function geluTanh(x: Tensor): Tensor {
  return bent(geluTanhRule, x);
}

/** dX of `gelu`: dY (Φ(x) + x φ(x)). Throws `RangeError` if their shapes differ. */
export function geluBackward(x: Tensor, dY: Tensor): Tensor {
  return backwardOf(exact, x, dY);
}

/** dX of `geluTanh`. Throws `RangeError` if their shapes differ. */
export function geluTanhBackward(x: Tensor, dY: Tensor): Tensor {
  return backwardOf(byTanh, x, dY);
}

/** `gelu` of primitives, for comparison. */
export function geluOfPrimitives(x: Tensor): Tensor {
  return multiply(x, multiply(0.5, add(1, erfOf(multiply(x, SQRT1_2)))));
}

/** `geluTanh` of primitives, for comparison. */
export function geluTanhOfPrimitives(x: Tensor): Tensor {
  return multiply(x, multiply(0.5, add(1, tanh(multiply(SCALE, multiply(x, add(1, multiply(CUBE, multiply(x, x)))))))));
}
//# sourceMappingURL=../.maps/ops/gelu.ts.map
