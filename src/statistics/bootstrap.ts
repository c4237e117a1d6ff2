// Tangled from book/01-markov-chains/05-kneser-ney.md. Edit the book, then: npm run tangle
/** How far a difference of two losses would vary on other texts. */
import type { Random } from "../random/random.ts";

// Describe the interval
/** A mean, the interval that holds 95 % of what the bootstrap draws, and the standard deviation of that. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
}

/** How to draw again. */
export interface Resampling {
  /** How many blocks of consecutive values, equally long up to one value; at least 2. */
  readonly blocks: number;
  /** How often as many blocks are drawn; at least 40, so that there is something outside the interval. */
  readonly resamples: number;
  readonly random: Random;
}

// Draw the blocks again
/**
 * The paired bootstrap of the mean of first − second, value by value.
 * Throws `RangeError` for what cannot be drawn from.
 * Sources: Efron, 1979; Koehn, 2004.
 */
export function pairedBootstrap(
  first: readonly number[],
  second: readonly number[],
  { blocks, resamples, random }: Resampling,
): Interval {
  // Refuse what cannot be drawn from
  if (first.length !== second.length) throw new RangeError(`pairedBootstrap: values come in pairs, not ${first.length} and ${second.length}`);
  if (!(Number.isSafeInteger(blocks) && blocks >= 2 && blocks <= first.length)) {
    throw new RangeError(`pairedBootstrap: there must be from 2 blocks to one for each of ${first.length} values, not ${blocks}`);
  }
  if (!(Number.isSafeInteger(resamples) && resamples >= 40)) throw new RangeError(`pairedBootstrap: resamples must be a whole number from 40, not ${resamples}`);
  const unusable = [...first, ...second].find((value) => !Number.isFinite(value));
  if (unusable !== undefined) throw new RangeError(`pairedBootstrap: values must be finite, not ${unusable}`);
  const differences = first.map((value, i) => value - second[i]!);
  const means = blockMeans(differences, blocks);
  const draw = () => means[Math.floor(random.uniform() * blocks)]!;
  const drawn = Array.from({ length: resamples }, () => mean(means.map(draw)));
  drawn.sort((one, other) => one - other);
  const at = (share: number) => drawn[Math.round(share * (resamples - 1))]!;
  const [low, high] = [at(0.025), at(0.975)];
  return { mean: mean(differences), low, high, standardError: deviation(drawn) };
}

// Take the mean of each block
function blockMeans(values: readonly number[], blocks: number): number[] {
  const start = (block: number) => Math.floor((block * values.length) / blocks);
  return Array.from({ length: blocks }, (_, block) => mean(values.slice(start(block), start(block + 1))));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
}
//# sourceMappingURL=../.maps/statistics/bootstrap.ts.map
