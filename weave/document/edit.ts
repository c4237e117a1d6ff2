/** A change of a text, as the one stretch in which the text before and the text now differ. */
/** Where two texts differ; they are equal before `start`, and from `end` of the old and `endNow` of the new one on. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly endNow: number;
}

/** The shortest stretch outside of which both texts are equal. */
export function editOf(before: string, now: string): Edit {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start += 1;
  let sameEnd = 0;
  while (sameEnd < shorter - start && before[before.length - 1 - sameEnd] === now[now.length - 1 - sameEnd]) sameEnd += 1;
  return { start, end: before.length - sameEnd, endNow: now.length - sameEnd };
}

/** The offset in the old text of what stands at `offset` now; -1 for what the edit has written. */
export function offsetBefore({ start, end, endNow }: Edit, offset: number): number {
  if (offset < start) return offset;
  return offset < endNow ? -1 : offset - endNow + end;
}
