// Tangled from book/interlude-a-tensors/04-vector-jacobian-products.md. Edit the book, then: npm run tangle
/** What must hold of every operation, as errors that should be nearly zero. */
import type { Random } from "../random/random.ts";
import { gradient, hessianVector, jvp, vjp } from "../autograd/grad.ts";
import { add, multiply, subtract } from "../primitives/elementwise.ts";
import { constant, variable } from "../tensor/node.ts";
import { numbers } from "./samples.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { sum } from "../primitives/views.ts";

/** ⟨x, y⟩: the sum of the products of their elements. */
export const inner = (x: Tensor, y: Tensor): number => sum(multiply(x, y)).item();

/** √⟨x, x⟩: the Euclidean norm of all elements, the Frobenius norm of a matrix. */
export const norm = (x: Tensor): number => Math.sqrt(inner(x, x));

/** The largest difference of two lists of tensors, as a part of the largest number in them, or of 1. */
export function difference(xs: readonly Tensor[], ys: readonly Tensor[]): number {
  const size = (tensors: readonly Tensor[]) => Math.max(0, ...tensors.flatMap((each) => [...each.dataSync()].map(Math.abs)));
  return size(xs.map((x, i) => subtract(x, ys[i]!))) / Math.max(1, size(ys));
}

/** An operation on tensors of double precision. */
export type Operation = (...operands: Tensor[]) => Tensor;

function directions(f: Operation, operands: readonly Tensor[], random: Random) {
  const xs = operands.map(variable);
  return { xs, tangents: xs.map((x) => numbers(random, x.shape)), y: f(...xs) };
}

const moved = (xs: readonly Tensor[], tangents: readonly Tensor[], h: number) => xs.map((x, i) => variable(add(constant(x), multiply(tangents[i]!, h))));

/** ⟨bar, J dots⟩ − ⟨Jᵀ bar, dots⟩, as a part of the sizes of what is multiplied, or of 1. */
export function adjointError(f: Operation, operands: readonly Tensor[], random: Random): number {
  const { xs, tangents, y } = directions(f, operands, random);
  const cotangent = numbers(random, y.shape);
  const forwards = jvp([y], xs, tangents)[0]!;
  const backwards = vjp(y, xs, cotangent);
  const [one, other] = [inner(cotangent, forwards), backwards.reduce((total, each, i) => total + inner(each, tangents[i]!), 0)];
  return Math.abs(one - other) / Math.max(1, Math.sqrt(inner(cotangent, cotangent) * inner(forwards, forwards)));
}

const STEP = 1e-5;

/** J dots beside the central difference along `dots`, as a part of the largest number, or of 1. */
export function differenceError(f: Operation, operands: readonly Tensor[], random: Random): number {
  const { xs, tangents, y } = directions(f, operands, random);
  const [ahead, behind] = [STEP, -STEP].map((h) => f(...moved(xs, tangents, h)));
  return difference(jvp([y], xs, tangents), [multiply(subtract(ahead!, behind!), 1 / (2 * STEP))]);
}

/** The same for the gradient of ⟨weights, f²⟩: its derivative along `dots`, read off the recorded gradient, beside its central difference. */
export function secondError(f: Operation, operands: readonly Tensor[], random: Random): number {
  const { xs, tangents, y } = directions(f, operands, random);
  const weights = numbers(random, y.shape);
  const number = (y: Tensor) => sum(multiply(weights, multiply(y, y)));
  const [ahead, behind] = [STEP, -STEP].map((h) => {
    const there = moved(xs, tangents, h);
    return gradient(number(f(...there)), there);
  });
  const differences = ahead!.map((each, i) => multiply(subtract(each, behind![i]!), 1 / (2 * STEP)));
  return difference(hessianVector(number(y), xs, tangents), differences);
}
//# sourceMappingURL=../.maps/testing/laws.ts.map
