// Tangled from book/01-markov-chains/06-loaded-dice.md. Edit the book, then: npm run tangle
/** Drawing from a row by walking along it, as `draw` does: the inverse of the cumulative distribution. */
import type { Distribution } from "../information/entropy.ts";
import { ledger } from "../ledger/ledger.ts";
import type { Random } from "../random/random.ts";

/** An item of `p`. */
export function walk(p: Distribution, random: Random): number {
  let dart = random.uniform();
  for (let x = 0; x < p.length - 1; x++) {
    ledger()?.("walk", { FLOPs: 1, "numbers read": 1 });
    if (dart < p[x]!) return x;
    dart -= p[x]!;
    ledger()?.("walk", { FLOPs: 1 });
  }
  return p.length - 1;
}
//# sourceMappingURL=../.maps/sampling/walk.ts.map
