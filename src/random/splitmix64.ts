// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** SplitMix64: a counter, mixed. It turns one seed into the larger state that a better generator starts from. */

const MASK = (1n << 64n) - 1n;

/**
 * The first `length` outputs of SplitMix64 for `seed`, which is taken modulo 2⁶⁴.
 * Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014; constants of Vigna's splitmix64.c.
 */
export function splitmix64(seed: bigint, length: number): readonly bigint[] {
  const outputs: bigint[] = [];
  for (let i = 1n; i <= length; i++) {
    let z = (seed + i * 0x9e3779b97f4a7c15n) & MASK;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
    outputs.push(z ^ (z >> 31n));
  }
  return outputs;
}
//# sourceMappingURL=../.maps/random/splitmix64.ts.map
