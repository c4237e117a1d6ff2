// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
/** The loss of a network on the two moons. */
import type { Arithmetic } from "../../autograd/scalar/arithmetic.ts";
import { mlp } from "../../autograd/scalar/mlp.ts";
import type { Random } from "../../random/random.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { moons, type Point } from "../../data/two-moons.ts";

/** A network by the widths of its layers, and the points that it is to classify. */
export interface Setting {
  readonly widths: readonly number[];
  readonly points: readonly Point[];
}

const L2_STRENGTH = 1e-4;

// Compute the hinge loss of one point
function hingeLoss<T>(
  a: Arithmetic<T>,
  widths: readonly number[],
  parameters: readonly T[],
  { x, y, label }: Point,
): T {
  const inputs = [a.constant(x), a.constant(y)];
  const [score] = mlp(a, widths, parameters, inputs);
  const margin = label > 0 ? score! : a.negative(score!);
  return a.relu(a.subtract(a.constant(1), margin));
}

// Add the mean hinge loss and the L2 penalty
/** The loss of micrograd’s example: mean hinge loss and L2 penalty. */
export function moonsLoss<T>(
  a: Arithmetic<T>,
  setting: Setting,
  parameters: readonly T[],
): T {
  const sum = sumOfLosses(a, setting, parameters);
  const mean = a.divide(sum, a.constant(setting.points.length));
  return a.add(mean, l2Penalty(a, parameters));
}

/** The sum of the hinge losses of the points. */
export function sumOfLosses<T>(
  a: Arithmetic<T>,
  { widths, points }: Setting,
  parameters: readonly T[],
): T {
  return points
    .map((point) => hingeLoss(a, widths, parameters, point))
    .reduce((left, right) => a.add(left, right));
}

/** A ten-thousandth of the sum of squares of the parameters. */
export function l2Penalty<T>(a: Arithmetic<T>, parameters: readonly T[]): T {
  const squares = parameters
    .map((parameter) => a.multiply(parameter, parameter))
    .reduce((left, right) => a.add(left, right));
  return a.multiply(a.constant(L2_STRENGTH), squares);
}

/** What a start is made from. */
export interface Start {
  readonly widths: readonly number[];
  readonly points: number;
  readonly noise: number;
  readonly seed: number;
}

/** Points and a network as a seed has them: biases are zero, weights uniform between −1 and 1. */
export function initialSetting({ widths, points: count, noise, seed }: Start): Setting & { readonly parameters: readonly number[] } {
  const random = randomFrom(seed);
  const points = moons(count, noise, random);
  return { widths, points, parameters: initialParameters(widths, random) };
}

/** The parameters of a network before training, layer by layer and unit by unit: a bias of zero, then weights uniform between −1 and 1. */
export function initialParameters(widths: readonly number[], random: Random): readonly number[] {
  return widths.slice(1).flatMap((units, i) => Array.from({ length: units }, () => [0, ...Array.from({ length: widths[i]! }, () => 2 * random.uniform() - 1)]).flat());
}

/** The start of micrograd’s example: a hundred points with noise of standard deviation 0.1, and 337 parameters. */
export function microgradSetting(seed: number): Setting & { readonly parameters: readonly number[] } {
  return initialSetting({ widths: [2, 16, 16, 1], points: 100, noise: 0.1, seed });
}
//# sourceMappingURL=../../.maps/models/two-moons/loss.ts.map
