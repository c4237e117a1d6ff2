// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** The courses of PyTorch’s optimizers, which `pytorch_optimizers.py` recorded. */
import { data } from "../data/files.ts";
import { leavesOf, type Parameters } from "../nn/parameters.ts";
import { asTensor } from "../tensor-core.ts";
import type { Optimizer } from "./optimizer.ts";

interface Record {
  readonly torch: string;
  /** The matrix [2, 3] and the vector [3] before the first step, as nine numbers. */
  readonly start: readonly number[];
  /** The gradients of each step. */
  readonly gradients: readonly (readonly number[])[];
  /** The parameters after each step, by the name of the course. */
  readonly courses: Readonly<{ [name: string]: readonly (readonly number[])[] }>;
}

/** The parameters of the courses. */
export type CourseParameters = { readonly weight: ReturnType<typeof asTensor>; readonly bias: ReturnType<typeof asTensor> };

const record = () => JSON.parse(data("optim-oracle.json")) as Record;
const treeOf = (numbers: readonly number[]): CourseParameters => ({
  weight: asTensor(Float64Array.from(numbers.slice(0, 6)), { shape: [2, 3] }),
  bias: asTensor(Float64Array.from(numbers.slice(6))),
});
const numbersOf = (tree: Parameters) => leavesOf(tree).flatMap(([, leaf]) => [...leaf.dataSync()]);

/** The largest difference between a course of PyTorch and one of ours over its 20 steps; `seen` makes of the parameters after each step what is compared. */
export function courseError(name: string, optimizer: Optimizer, seen: (parameters: CourseParameters) => Parameters = (parameters) => parameters): number {
  const { start, gradients, courses } = record();
  let [parameters, error] = [treeOf(start), 0];
  let state = optimizer.init(parameters);
  gradients.forEach((gradient, step) => {
    ({ parameters, state } = optimizer.update(parameters, treeOf(gradient), state));
    numbersOf(seen(parameters)).forEach((number, i) => (error = Math.max(error, Math.abs(number - courses[name]![step]![i]!))));
  });
  return error;
}
//# sourceMappingURL=../.maps/optim/pytorch-courses.ts.map
