// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
/** Normal numbers. */
import type { Random } from "./random.ts";

/** A draw from the normal distribution with mean 0 and variance 1. */
export function normal(random: Random): number {
  return normals(random)();
}

/**
 * Such draws one after the other, two for each two numbers that the generator gives.
 * Source: Box and Muller, "A note on the generation of random normal deviates", 1958.
 */
export function normals(random: Random): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const held = spare;
      spare = undefined;
      return held;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
    const angle = 2 * Math.PI * random.uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
//# sourceMappingURL=../.maps/random/normal.ts.map
