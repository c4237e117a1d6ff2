// Tangled from book/01-markov-chains/07-the-novel-in-fewer-bytes.md. Edit the book, then: npm run tangle
/** A model of bytes that learns each byte after it was asked for it: Witten and Bell’s, interpolated, in integers. */
import { BUDGET } from "./arithmetic-coder.ts";

const [NONE, ROOT] = [-1, 0];

/** Strings that were read, each a node; its columns. No node is NONE, the empty string is ROOT. */
interface Tree {
  /** The string’s last byte. */
  readonly letter: Uint8Array;
  /** How often the string was read. */
  readonly count: Uint32Array;
  /** How often something followed it. */
  readonly total: Uint32Array;
  /** How many different bytes did. */
  readonly kinds: Uint16Array;
  /** The string with the byte behind it that came most often. */
  readonly child: Int32Array;
  /** The parent with another of its bytes, in falling order of their counts. */
  readonly sibling: Int32Array;
  /** The string without its first byte. */
  readonly shorter: Int32Array;
}

/** A byte’s chance, from the bytes so far. */
export class Predictor {
  readonly #order: number;
  readonly #units = new Int32Array(256);
  #tree = treeFor(1024);
  #strings = 1;
  #context = ROOT;
  #depth = 0;

  /** `order` is the length of the longest context. Throws `RangeError` if it is not 0, 1, …, 255. */
  constructor(order: number) {
    if (!Number.isInteger(order) || order < 0 || order > 255) {
      throw new RangeError(`Predictor: the order must be 0, 1, …, 255, not ${order}`);
    }
    this.#order = order;
  }

  /** How many strings have been read, the empty one among them. */
  get strings(): number {
    return this.#strings;
  }

  // Spend the budget from the longest context down
  /** The units of all bytes as the next: 1 or more, together BUDGET. */
  predict(): Int32Array {
    const { letter, count, total, kinds, child, sibling } = this.#tree;
    const units = this.#units.fill(0);
    let rest = BUDGET - 256;
    let node = this.#context;
    for (; node !== NONE; node = this.#tree.shorter[node]) {
      const [budget, whole] = [rest, total[node] + kinds[node]];
      for (let c = child[node]; c !== NONE; c = sibling[c]) {
        const spent = ((budget * count[c]) / whole) | 0;
        if (spent === 0) break; // nor will a rarer one get any
        units[letter[c]] += spent;
        rest -= spent;
      }
    }
    // Divide what is left among all bytes
    for (let byte = 0; byte < 256; byte++) {
      units[byte] += (rest + 256 + byte) >> 8; // in 256 equal parts
    }
    return units;
  }

  // Count a byte in every context
  /** Counts `byte` after each of the present contexts; moves on. */
  update(byte: number): void {
    let longer = NONE; // the child in the context before
    let next = NONE; // the first child, and longest: where we shall be
    let node = this.#context;
    for (; node !== NONE; node = this.#tree.shorter[node]) {
      const c = this.#countChild(node, byte);
      this.#tree.total[node]++;
      if (longer === NONE) next = c;
      else this.#tree.shorter[longer] = c;
      longer = c;
    }
    this.#tree.shorter[longer] = ROOT;
    // Forget the first byte of too long a context
    if (this.#depth < this.#order) this.#depth++;
    else next = this.#tree.shorter[next];
    this.#context = next;
  }

  /** Moves on past `byte` and learns nothing. */
  advance(byte: number): void {
    let node = this.#context;
    let depth = this.#depth;
    for (; node !== NONE; node = this.#tree.shorter[node], depth--) {
      const c = depth < this.#order ? this.#find(node, byte) : NONE;
      if (c === NONE) continue;
      this.#context = c;
      this.#depth = depth + 1;
      return;
    }
    this.#context = ROOT;
    this.#depth = 0;
  }

  /** The child for a byte, counted once more, and moved before those that it has overtaken. */
  #countChild(node: number, byte: number): number {
    const { letter, count, child, sibling } = this.#tree;
    let c = child[node];
    let previous = NONE;
    let higher = NONE; // the last whose count is higher than that of c
    while (c !== NONE && letter[c] !== byte) {
      const next = sibling[c];
      if (next !== NONE && count[next] < count[c]) higher = c;
      previous = c;
      c = next;
    }
    if (c === NONE) return this.#append(node, previous, byte);
    count[c]++;
    if (previous === higher) return c;
    sibling[previous] = sibling[c];
    sibling[c] = higher === NONE ? child[node] : sibling[higher];
    if (higher === NONE) child[node] = c;
    else sibling[higher] = c;
    return c;
  }

  /** A child that was read for the first time, after the last of its siblings. */
  #append(node: number, last: number, byte: number): number {
    if (this.#strings === this.#tree.letter.length) this.#tree = grown(this.#tree);
    const { letter, count, kinds, child, sibling } = this.#tree;
    const c = this.#strings++;
    letter[c] = byte;
    count[c] = 1;
    if (last === NONE) child[node] = c;
    else sibling[last] = c;
    kinds[node]++;
    return c;
  }

  #find(node: number, byte: number): number {
    const { letter, child, sibling } = this.#tree;
    let c = child[node];
    while (c !== NONE && letter[c] !== byte) c = sibling[c];
    return c;
  }
}

function treeFor(capacity: number): Tree {
  return {
    letter: new Uint8Array(capacity),
    count: new Uint32Array(capacity),
    total: new Uint32Array(capacity),
    kinds: new Uint16Array(capacity),
    child: new Int32Array(capacity).fill(NONE),
    sibling: new Int32Array(capacity).fill(NONE),
    shorter: new Int32Array(capacity).fill(NONE),
  };
}

function grown(tree: Tree): Tree {
  const larger = treeFor(2 * tree.letter.length);
  larger.letter.set(tree.letter);
  larger.count.set(tree.count);
  larger.total.set(tree.total);
  larger.kinds.set(tree.kinds);
  larger.child.set(tree.child);
  larger.sibling.set(tree.sibling);
  larger.shorter.set(tree.shorter);
  return larger;
}
//# sourceMappingURL=../.maps/compress/predictor.ts.map
