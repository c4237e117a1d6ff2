// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
/** A binary heap of numbers. */

// Keep the first number at the root
/** A priority queue. */
export interface Heap {
  push(entry: number): void;
  /** Takes out the first entry; `undefined` if there is none. */
  pop(): number | undefined;
}

/** An empty heap, ordered by `before`, which says of two entries whether the one is to come before the other. */
export function heap(before: (one: number, other: number) => boolean): Heap {
  const entries: number[] = [];
  const push = (entry: number) => {
    let at = entries.length;
    entries.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, entries[parent]!)) break;
      entries[at] = entries[parent]!;
      at = parent;
    }
    entries[at] = entry;
  };
  const pop = () => {
    const first = entries[0];
    const last = entries.pop();
    if (entries.length === 0 || last === undefined) return first;
    // Let the last entry sink from the root
    let at = 0;
    for (let child = 1; child < entries.length; child = 2 * at + 1) {
      if (child + 1 < entries.length && before(entries[child + 1]!, entries[child]!)) child++;
      if (!before(entries[child]!, last)) break;
      entries[at] = entries[child]!;
      at = child;
    }
    entries[at] = last;
    return first;
  };
  return { push, pop };
}
//# sourceMappingURL=../../.maps/tokenizers/bpe/heap.ts.map
