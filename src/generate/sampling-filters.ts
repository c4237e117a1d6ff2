// Tangled from book/01-markov-chains/06-sampling.md. Edit the book, then: npm run tangle
/** Distributions changed before a token is drawn: temperature, top-k, top-p. */
import type { Distribution } from "../information/entropy.ts";

// Apply a temperature
/** `p` at a temperature; throws `RangeError` if that is not positive. */
export function applyTemperature(
  p: Distribution,
  temperature: number,
): Distribution {
  // Refuse a temperature that is not positive
  if (!(temperature > 0)) throw new RangeError(`applyTemperature: the temperature must be positive, not ${temperature}`);
  const largest = Math.max(...p);
  // Raise each probability to the power 1/τ
  const raised = p.map((each) => (each / largest) ** (1 / temperature));
  return divideBySum(raised);
}

function divideBySum(numbers: readonly number[]): Distribution {
  const sum = numbers.reduce((left, right) => left + right, 0);
  return numbers.map((each) => each / sum);
}

// Truncate to the most probable tokens
/** The `k` most probable tokens of `p`; of equals, the earlier ones. */
export function topK(p: Distribution, k: number): Distribution {
  // Refuse to keep nothing
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`topK: k must be 1, 2, 3, …, not ${k}`);
  return keep(p, likeliestFirst(p).slice(0, k));
}

/** The most probable tokens of `p`, as few as have `mass` in all. */
export function topP(p: Distribution, mass: number): Distribution {
  // Refuse an invalid mass
  if (!(mass > 0 && mass <= 1)) throw new RangeError(`topP: the mass must be above 0 and at most 1, not ${mass}`);
  const ranked = likeliestFirst(p);
  let [count, sum] = [0, 0];
  while (sum < mass && count < ranked.length) {
    sum += p[ranked[count]!]!;
    count++;
  }
  return keep(p, ranked.slice(0, count));
}

/** The indices of the tokens, the most probable first. */
function likeliestFirst(p: Distribution): readonly number[] {
  return Array.from(p.keys()).sort((one, other) => p[other]! - p[one]!);
}

/** `p` with zeros for all tokens but these, normalised again. */
function keep(p: Distribution, tokens: readonly number[]): Distribution {
  const kept = new Set(tokens);
  return divideBySum(p.map((each, x) => (kept.has(x) ? each : 0)));
}

/** The tokens with at least `share` of the largest probability of `p`. */
export function minP(p: Distribution, share: number): Distribution {
  // Refuse a share of the largest
  if (!(share >= 0 && share <= 1)) throw new RangeError(`minP: the share must be from 0 to 1, not ${share}`);
  const least = share * Math.max(...p);
  return divideBySum(p.map((each) => (each >= least ? each : 0)));
}

// Penalise tokens that occurred
/** `p` with the log-probabilities of the tokens in `ids` multiplied by
 *  `penalty`, normalised again. */
export function penaliseRepetition(
  p: Distribution, ids: readonly number[], penalty: number,
): Distribution {
  // Refuse a penalty below 1
  if (!(penalty >= 1)) throw new RangeError(`penaliseRepetition: the penalty must be at least 1, not ${penalty}`);
  const seen = new Set(ids);
  return divideBySum(p.map((each, x) => (seen.has(x) ? each ** penalty : each)));
}

// Forbid n-grams that occurred
/** `p` without the tokens that would end an n-gram of `ids` again; where
 *  nothing would be left, `p` itself. */
export function forbidRepeatedNgrams(
  p: Distribution, ids: readonly number[], n: number,
): Distribution {
  // Refuse an n-gram without tokens
  if (!(Number.isInteger(n) && n > 0)) throw new RangeError(`forbidRepeatedNgrams: n must be 1, 2, 3, …, not ${n}`);
  const last = ids.length - n + 1; // here begins the n-gram to be ended
  const forbidden = new Set<number>();
  for (let start = 0; start < last; start++) {
    const before = ids.slice(start, start + n - 1);
    if (before.every((id, i) => id === ids[last + i])) forbidden.add(ids[start + n - 1]!);
  }
  const left = p.map((each, x) => (forbidden.has(x) ? 0 : each));
  return left.some((each) => each > 0) ? divideBySum(left) : p;
}
//# sourceMappingURL=../.maps/generate/sampling-filters.ts.map
