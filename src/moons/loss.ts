// Tangled from book/02-automatic-differentiation/07-two-moons-and-a-bill.md. Edit the book, then: npm run tangle
/** How far a network is from telling two moons apart. */
import type { Arithmetic } from "../autodiff/arithmetic.ts";
import { mlp } from "../autodiff/mlp.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { moons, type Point } from "./points.ts";

/** A network by the widths of its layers, and the points it is to tell apart. */
export interface Setting {
  readonly widths: readonly number[];
  readonly points: readonly Point[];
}

const PRICE_OF_KNOBS = 1e-4;

// Price one point
function priceOf<T>(
  a: Arithmetic<T>,
  widths: readonly number[],
  knobs: readonly T[],
  { x, y, sign }: Point,
): T {
  const inputs = [a.constant(x), a.constant(y)];
  const [answer] = mlp(a, widths, knobs, inputs);
  const agreed = sign > 0 ? answer! : a.negative(answer!);
  return a.relu(a.subtract(a.constant(1), agreed));
}

/** The loss of micrograd’s example: the mean price of the points, and a ten-thousandth of the square of every knob. */
export function lossOf<T>(a: Arithmetic<T>, setting: Setting, knobs: readonly T[]): T {
  const sum = sumOfPrices(a, setting, knobs);
  return a.add(a.divide(sum, a.constant(setting.points.length)), priceOfKnobs(a, knobs));
}

/** What the points cost together. */
export function sumOfPrices<T>(a: Arithmetic<T>, { widths, points }: Setting, knobs: readonly T[]): T {
  return points.map((point) => priceOf(a, widths, knobs, point)).reduce((left, right) => a.add(left, right));
}

/** What large knobs cost. */
export function priceOfKnobs<T>(a: Arithmetic<T>, knobs: readonly T[]): T {
  const squares = knobs.map((knob) => a.multiply(knob, knob)).reduce((left, right) => a.add(left, right));
  return a.multiply(a.constant(PRICE_OF_KNOBS), squares);
}

/** A hundred points and a network of 337 knobs, as a seed has them: biases are zero, weights drawn evenly between −1 and 1. */
export function startOf(seed: number): Setting & { readonly knobs: readonly number[] } {
  const random = randomFrom(seed);
  const widths = [2, 16, 16, 1];
  const points = moons(100, 0.1, random);
  const knobs = widths.slice(1).flatMap((units, i) => Array.from({ length: units }, () => [0, ...Array.from({ length: widths[i] }, () => 2 * random.uniform() - 1)]).flat());
  return { widths, points, knobs };
}
//# sourceMappingURL=../.maps/moons/loss.ts.map
