// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
/** A hash table from pairs of token ids to numbers. */

// Look up pairs by open addressing
/** A table whose keys are pairs of token ids, with a number from 0 for each. */
export interface PairTable {
  /** How many pairs there are. */
  readonly size: number;
  /** The number of a pair; −1 if it has none. */
  get(left: number, right: number): number;
  /** Gives a pair a number. */
  set(left: number, right: number, value: number): void;
}

/** An empty table: open addressing with linear probing, at most half full. */
export function pairTable(): PairTable {
  let [slots, mask, size] = [emptySlots(64), 63, 0];
  const find = (left: number, right: number) => {
    let at = hash(left, right) & mask;
    while (slots[4 * at + 2]! >= 0 && (slots[4 * at] !== left || slots[4 * at + 1] !== right)) at = (at + 1) & mask;
    return 4 * at;
  };
  const set = (left: number, right: number, value: number) => {
    const at = find(left, right);
    const isNew = slots[at + 2]! < 0;
    slots[at] = left;
    slots[at + 1] = right;
    slots[at + 2] = value;
    if (isNew && 2 * ++size > mask) grow();
  };
  const grow = () => {
    const before = slots;
    [slots, mask, size] = [emptySlots(2 * (mask + 1)), 2 * mask + 1, 0];
    for (let at = 0; at < before.length; at += 4) if (before[at + 2]! >= 0) set(before[at]!, before[at + 1]!, before[at + 2]!);
  };
  return { get size() { return size; }, get: (left, right) => slots[find(left, right) + 2]!, set };
}

/** Slots of four numbers: left, right, the value or −1, and one to fill up 16 bytes. */
function emptySlots(count: number): Int32Array {
  return new Int32Array(4 * count).fill(-1);
}

function hash(left: number, right: number): number {
  const h = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return h ^ (h >>> 15);
}
//# sourceMappingURL=../../.maps/tokenizers/bpe/pair-table.ts.map
