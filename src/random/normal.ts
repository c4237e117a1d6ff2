// Tangled from book/02-automatic-differentiation/07-two-moons-and-a-bill.md. Edit the book, then: npm run tangle
/** Normal numbers. */
import type { Random } from "./random.ts";

/** A draw from the normal distribution with mean 0 and variance 1, by the transformation of Box and Muller (1958). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
  return radius * Math.cos(2 * Math.PI * random.uniform());
}
//# sourceMappingURL=../.maps/random/normal.ts.map
