// Tangled from book/03-backpropagation/01-shapes-tell-half-the-story.md. Edit the book, then: npm run tangle
/** What must hold of every operation, as errors that should be nearly zero. */
import type { Random } from "../random/random.ts";
import { add, constant, gradient, hessianVector, jvp, multiply, normal, subtract, sum, variable, vjp, type Tensor } from "../tensor/index.ts";
import { difference, inner } from "../tensor/laws.ts";

/** An operation on tensors of double precision. */
export type Operation = (...operands: Tensor[]) => Tensor;

const STEP = 1e-5;
const moved = (xs: readonly Tensor[], dots: readonly Tensor[], h: number) => xs.map((x, i) => variable(add(constant(x), multiply(dots[i]!, h))));

function directions(f: Operation, operands: readonly Tensor[], random: Random) {
  const xs = operands.map(variable);
  return { xs, dots: xs.map((x) => normal(random, x.shape, x)), y: f(...xs) };
}

/** ⟨bar, J dots⟩ − ⟨Jᵀ bar, dots⟩, as a part of the sizes of what is multiplied, or of 1. */
export function adjointError(f: Operation, operands: readonly Tensor[], random: Random): number {
  const { xs, dots, y } = directions(f, operands, random);
  const bar = normal(random, y.shape, y);
  const forwards = jvp([y], xs, dots)[0]!;
  const backwards = vjp(y, xs, bar).reduce((total, each, i) => total + inner(each, dots[i]!), 0);
  return Math.abs(inner(bar, forwards) - backwards) / Math.max(1, Math.sqrt(inner(bar, bar) * inner(forwards, forwards)));
}

/** J dots beside the central difference along `dots`, as a part of the largest number, or of 1. */
export function differenceError(f: Operation, operands: readonly Tensor[], random: Random): number {
  const { xs, dots, y } = directions(f, operands, random);
  const [ahead, behind] = [STEP, -STEP].map((h) => f(...moved(xs, dots, h)));
  return difference(jvp([y], xs, dots), [multiply(subtract(ahead!, behind!), 1 / (2 * STEP))]);
}

/** The same for the gradient of ⟨weights, f²⟩: its derivative along `dots`, read off the recorded gradient, beside its central difference. */
export function secondError(f: Operation, operands: readonly Tensor[], random: Random): number {
  const { xs, dots, y } = directions(f, operands, random);
  const weights = normal(random, y.shape, y);
  const number = (y: Tensor) => sum(multiply(weights, multiply(y, y)));
  const [ahead, behind] = [STEP, -STEP].map((h) => {
    const there = moved(xs, dots, h);
    return gradient(number(f(...there)), there);
  });
  const differences = ahead!.map((each, i) => multiply(subtract(each, behind![i]!), 1 / (2 * STEP)));
  return difference(hessianVector(number(y), xs, dots), differences);
}
//# sourceMappingURL=../.maps/ops/laws.ts.map
