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
//# sourceMappingURL=../.maps/generate/sampling-filters.ts.map
