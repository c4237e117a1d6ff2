/** A part of a full run, so that several machines can share it. */

/** The part `index` (from 1) of `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Reads `2/8`; null where it is no part. */
export function readShard(text: string): Shard | null {
  const [, index = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  return index >= 1 && index <= of ? { index, of } : null;
}

/** What of a list falls to the part: every `of`-th item. The parts of a list have each of its items once. */
export function partOf<T>(items: readonly T[], { index, of }: Shard): readonly T[] {
  return items.filter((_, at) => at % of === index - 1);
}
