// Tangled from book/11-memory/07-the-kv-cache.md. Edit the book, then: npm run tangle
/** What inference holds: weights, and keys and values of all tokens so far. */
import { countOf, parametersOf, type Architecture } from "./architecture.ts";

// Count the cache of a token
/** The numbers that one token adds to the cache, in all layers. */
export function cachedNumbers({ layers: L, keyValueHeads: G, headWidth: k, latent }: Architecture): number {
  if (latent) return L * (latent.rank + latent.rotary);
  return 2 * L * G * k;
}

/** Bytes of the cache for each token; 16 bits a number by default. */
export function keyValueBytesPerToken(a: Architecture, element = 2): number {
  return element * cachedNumbers(a);
}

// Add up the memory of inference
/** The bytes of weights and of the cache for sequences of so many tokens. */
export function inferenceBytes(a: Architecture,
  { element = 2, sequences, tokens }: { readonly element?: number; readonly sequences: number; readonly tokens: number },
): { readonly weights: number; readonly cache: number } {
  return { weights: element * countOf(parametersOf(a)),
    cache: sequences * tokens * keyValueBytesPerToken(a, element) };
}
//# sourceMappingURL=../.maps/memory/inference-memory.ts.map
