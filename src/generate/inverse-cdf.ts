// Tangled from book/01-markov-chains/06-sampling.md. Edit the book, then: npm run tangle
/** Inverse transform sampling: one token from a distribution. */
import type { Distribution } from "../information/entropy.ts";
import { ledger } from "../ledger/ledger.ts";
import type { Random } from "../random/random.ts";

/** The index of a token drawn from `p`: the part of [0, 1) in which a uniform number lies. */
export function sampleInverseCdf(p: Distribution, random: Random): number {
  // Refuse an empty distribution
  if (p.length === 0) throw new RangeError("sampleInverseCdf: the distribution is empty");
  let u = random.uniform();
  for (let x = 0; x < p.length - 1; x++) {
    // Enter a comparison in the ledger
    ledger()?.("inverse CDF", { FLOPs: 1, "numbers read": 1 });
    if (u < p[x]!) return x;
    u -= p[x]!;
    // Enter a subtraction in the ledger
    ledger()?.("inverse CDF", { FLOPs: 1 });
  }
  return p.length - 1;
}
//# sourceMappingURL=../.maps/generate/inverse-cdf.ts.map
