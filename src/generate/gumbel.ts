// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The Gumbel-max trick: the largest of the logits with noise added. */
import type { Random } from "../random/random.ts";

/** An index, drawn in proportion to the exponentials of `logits`. */
export function drawGumbel(
  logits: readonly number[],
  random: Random,
): number {
  // Refuse no logits
  if (logits.length === 0) throw new RangeError("drawGumbel: there are no logits");
  let [best, most] = [0, -Infinity];
  logits.forEach((logit, x) => {
    const u = (random.bits() + 0.5) / 2 ** 32; // never 0 or 1
    const noisy = logit - Math.log(-Math.log(u));
    if (noisy > most) [best, most] = [x, noisy];
  });
  return best;
}
//# sourceMappingURL=../.maps/generate/gumbel.ts.map
