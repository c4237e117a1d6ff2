/**
 * What a guess costs, in bits, as the book scores a language model: the reader's answer is turned into a predictive distribution
 * over what could have come, and the loss is −log₂ of the probability of what came.
 *
 * The logarithmic score is proper: the expected loss is least for a reader who gives their real probabilities, and then equals
 * the entropy of these. So a reader who is well calibrated loses on average what their own distributions expect. One who is too
 * sure loses more, and one who is too careful less; what a uniform model loses is what knowing nothing costs.
 *
 * An option that is chosen gets the stated confidence, and the others share the rest. A scale is cut into 64 equal parts, its
 * vocabulary; a number gets a normal curve around it, of the stated margin. As in interpolation smoothing, a twentieth of the
 * probability is spread evenly over all parts, so that no guess costs more than `log₂(20 · 64)`, about 10.3 bits.
 */

/** The parts of a scale. */
export const parts = 64;

/** The share of the probability that is spread evenly over them. */
const even = 1 / 20;

/** A predictive distribution: probabilities that sum to 1. */
export type Distribution = readonly number[];

/** What a guess cost, in bits, and what it had to be compared with. */
export interface Loss {
  /** −log₂ of the probability of what came. */
  readonly bits: number;
  /** The entropy of the reader's distribution: the mean loss, were it right. */
  readonly expected: number;
  /** The variance of the loss, were it right, in squared bits. */
  readonly variance: number;
  /** The loss of a uniform distribution. */
  readonly uniform: number;
}

/** The distribution of a reader who gives an option the probability `sure`. */
export function overOptions(chosen: number, sure: number, count: number): Distribution {
  return Array.from({ length: count }, (_, index) => (index === chosen ? sure : (1 - sure) / (count - 1)));
}

/** The distribution over the parts of a scale of a reader who guesses the place `at`, give or take `margin`; both are shares of the scale. */
export function aroundPlace(at: number, margin: number): Distribution {
  const curve = Array.from({ length: parts }, (_, part) => Math.exp(-((((part + 0.5) / parts - at) / margin) ** 2) / 2));
  const sum = curve.reduce((total, each) => total + each, 0);
  return curve.map((each) => (1 - even) * (each / sum) + even / parts);
}

/** The part of a scale in which a place lies. */
export function partAt(place: number): number {
  return Math.min(parts - 1, Math.floor(place * parts));
}

/** The loss of several guesses as one: their means. Its variance is that of one of them, as if all hung together, which is what heights of one curve do. */
export function together(losses: readonly Loss[]): Loss {
  const mean = (of: (loss: Loss) => number): number => losses.reduce((sum, loss) => sum + of(loss), 0) / losses.length;
  return { bits: mean((loss) => loss.bits), expected: mean((loss) => loss.expected), variance: mean((loss) => loss.variance), uniform: mean((loss) => loss.uniform) };
}

/** What a distribution costs where the outcome `came` has come. */
export function lossOf(distribution: Distribution, came: number): Loss {
  const mean = (of: (p: number) => number): number => distribution.reduce((sum, p) => (p > 0 ? sum + p * of(p) : sum), 0);
  const expected = mean(bitsOf);
  return { bits: bitsOf(distribution[came] ?? 0), expected, variance: mean((p) => (bitsOf(p) - expected) ** 2), uniform: Math.log2(distribution.length) };
}

function bitsOf(probability: number): number {
  return -Math.log2(probability);
}
