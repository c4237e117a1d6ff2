/** A seeded choice of mutants, the same on every machine. */

/** `count` of the items in their order, every choice as likely; all of them if there are no more. */
export function sample<T>(items: readonly T[], count: number, seed: number): readonly T[] {
  const next = generator(seed);
  const order = items.map((_, index) => index);
  // Fisher and Yates' shuffle, stopped when enough places are filled
  for (let filled = 0; filled < Math.min(count, order.length); filled++) {
    const from = filled + Math.floor(next() * (order.length - filled));
    const [one, other] = [order[filled], order[from]];
    if (one === undefined || other === undefined) throw new Error("internal: a shuffle out of bounds");
    order[filled] = other;
    order[from] = one;
  }
  const chosen = new Set(order.slice(0, count));
  return items.filter((_, index) => chosen.has(index));
}

/** Mulberry32 by Tommy Ettinger (2017, public domain): enough to choose with, not for statistics. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
