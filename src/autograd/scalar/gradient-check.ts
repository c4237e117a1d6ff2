// Tangled from book/02-automatic-differentiation/06-gradient-checking.md. Edit the book, then: npm run tangle
/** The gradient check: the tape’s gradient against references. */
// Import the references
import type { Random } from "../../random/random.ts";
import { normal } from "../../random/normal.ts";
import { real, type Program } from "./arithmetic.ts";
import { complexes } from "./complex-step.ts";
import { centralDifference } from "./finite-difference.ts";
import { duals } from "./dual.ts";
import { Tape } from "./tape.ts";

// Define the result of a check
/**
 * The largest differences, as a share of the largest derivative; of the
 * directional derivative, as a share of the sizes of the products.
 */
export interface GradientCheck {
  readonly finiteDifference: number;
  readonly complexStep: number;
  readonly directionalDerivative: number;
}

// Compute the three references
/** Checks the tape’s gradient of `f` at `inputs`. */
export function checkGradient(
  f: Program,
  inputs: readonly number[],
  random: Random,
): GradientCheck {
  const gradient = gradientOf(f, inputs);
  // Scale by the largest derivative
  const scale = Math.max(...gradient.map(Math.abs), Number.MIN_VALUE);
  const largestError = (reference: (k: number) => number): number =>
    Math.max(...gradient.map((each, k) => Math.abs(each - reference(k)))) / scale;
  return {
    finiteDifference: largestError((k) => byFiniteDifference(f, inputs, k)),
    complexStep: largestError((k) => byComplexStep(f, inputs, k)),
    // Compare with the directional derivative
    directionalDerivative: (() => {
      const direction = inputs.map(() => normal(random));
      const moving = inputs.map((value, k) => ({ value, tangent: direction[k] }));
      const { tangent } = f(duals, moving);
      const products = gradient.map((each, k) => each * direction[k]);
      const sum = products.reduce((left, right) => left + right, 0);
      const size = products.reduce((all, each) => all + Math.abs(each), 0);
      return Math.abs(tangent - sum) / Math.max(size, Number.MIN_VALUE);
    })(),
  };
}

// Differentiate with respect to one input, by each method
/** The gradient of `f` by a tape. */
export function gradientOf(
  f: Program,
  inputs: readonly number[],
): readonly number[] {
  const tape = new Tape(real);
  const variables = inputs.map(tape.variable);
  return tape.gradient(f(tape, variables), variables);
}

type Inputs = readonly number[];

// for a large input the argument itself is rounded, so h grows with |x|
function byFiniteDifference(f: Program, inputs: Inputs, k: number): number {
  const h = Math.cbrt(3 * 2 ** -53) * Math.max(1, Math.abs(inputs[k]));
  return centralDifference((x) => f(real, inputs.with(k, x)), inputs[k], h);
}

function byComplexStep(f: Program, inputs: Inputs, k: number): number {
  const h = 1e-100;
  const moved = inputs.map((re, i) => ({ re, im: i === k ? h : 0 }));
  return f(complexes, moved).im / h;
}
//# sourceMappingURL=../../.maps/autograd/scalar/gradient-check.ts.map
