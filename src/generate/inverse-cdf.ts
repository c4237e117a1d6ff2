// Tangled from book/01-markov-chains/06-loaded-dice.md. Edit the book, then: npm run tangle
/** Drawing from a row by walking along it. */
import type { Distribution } from "../information/entropy.ts";
import { ledger } from "../ledger/ledger.ts";
import type { Random } from "../random/random.ts";

/** An item of `p`: that under a dart thrown at the line from 0 to 1. */
export function sampleInverseCdf(p: Distribution, random: Random): number {
  // Refuse an empty row
  if (p.length === 0) throw new RangeError("walk: the row has no item");
  let dart = random.uniform();
  for (let x = 0; x < p.length - 1; x++) {
    // Enter a comparison in the ledger
    ledger()?.("walk", { FLOPs: 1, "numbers read": 1 });
    if (dart < p[x]!) return x;
    dart -= p[x]!;
    // Enter a subtraction in the ledger
    ledger()?.("walk", { FLOPs: 1 });
  }
  return p.length - 1;
}
//# sourceMappingURL=../.maps/generate/inverse-cdf.ts.map
