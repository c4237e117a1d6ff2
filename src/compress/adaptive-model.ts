// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
/** A model of bytes that learns each byte after it was asked for it: Witten and Bell’s, interpolated, in integers. */
import { TOTAL } from "./arithmetic-coder.ts";

const [NONE, ROOT] = [-1, 0];

/** The strings that were read, each a node. The empty string is ROOT. */
interface Nodes {
  /** How often something followed the string. */
  readonly total: Uint32Array;
  /** How many different bytes did. */
  readonly distinct: Uint16Array;
  /** The first of the places of its children, which are neighbours, in falling order of their counts. */
  readonly first: Int32Array;
}

/** The places of children; a node has as many as the next power of two from its `distinct`. */
interface Places {
  /** The last byte of the child’s string. */
  readonly letter: Uint8Array;
  /** How often the string was read. */
  readonly count: Uint32Array;
  /** The child’s node. */
  readonly child: Int32Array;
}

/** A byte’s chance, from the bytes so far. */
export class AdaptiveModel {
  readonly #order: number;
  /** What the contexts give each byte, and what is left for all. */
  readonly #parts = new Int32Array(256);
  #rest = TOTAL;
  #nodes = nodesFor(1024);
  #places = placesFor(1024);
  #strings = 1;
  #taken = 0;
  /** The nodes of the last bytes that were read, by their number, from 0 to `#depth`. */
  readonly #contexts: Int32Array;
  #depth = 0;

  /** `order` is the length of the longest context. Throws `RangeError` if it is not 0, 1, …, 255. */
  constructor(order: number) {
    if (!Number.isInteger(order) || order < 0 || order > 255) {
      throw new RangeError(`AdaptiveModel: the order must be 0, 1, …, 255, not ${order}`);
    }
    this.#order = order;
    this.#contexts = new Int32Array(order + 1);
  }

  /** How many strings have been read, the empty one among them. */
  get strings(): number {
    return this.#strings;
  }

  // Split the total from the longest context down
  /** Splits the total for the next byte; `frequency` gives the parts. */
  predict(): void {
    const { total, distinct, first } = this.#nodes;
    const { letter, count } = this.#places;
    const [contexts, parts] = [this.#contexts, this.#parts.fill(0)];
    let rest = TOTAL - 256;
    for (let length = this.#depth; length >= 0; length--) {
      const node = contexts[length];
      const [available, whole] = [rest, total[node] + distinct[node]];
      const end = first[node] + distinct[node];
      for (let place = first[node]; place < end; place++) {
        const part = ((available * count[place]) / whole) | 0;
        if (part === 0) break; // nor will a rarer byte get any
        parts[letter[place]] += part;
        rest -= part;
      }
    }
    this.#rest = rest + 256;
  }

  // Divide what is left among all bytes
  /** The frequency of a byte as the next: 1 or more, all 256 TOTAL. */
  frequency(byte: number): number {
    return this.#parts[byte] + ((this.#rest + byte) >> 8);
  }

  // Count a byte in every context
  /** Counts `byte` after each of the present contexts; its children are the next ones. */
  update(byte: number): void {
    const contexts = this.#contexts;
    let next = ROOT;
    for (let length = 0; length <= this.#depth; length++) {
      const context = contexts[length];
      contexts[length] = next;
      next = this.#countChild(context, byte);
    }
    if (this.#depth < this.#order) contexts[++this.#depth] = next;
  }

  /** Moves on past `byte` and learns nothing: what follows no shorter context follows no longer one. */
  advance(byte: number): void {
    const contexts = this.#contexts;
    let [length, next] = [0, ROOT];
    for (; length <= this.#depth && next !== NONE; length++) {
      const context = contexts[length];
      contexts[length] = next;
      const place = this.#placeOf(context, byte);
      next = place === NONE ? NONE : this.#places.child[place];
    }
    if (next !== NONE && length <= this.#order) contexts[length++] = next;
    this.#depth = length - 1;
  }

  /** The child for a byte, counted once more, and moved before those that it has overtaken. */
  #countChild(node: number, byte: number): number {
    this.#nodes.total[node]++;
    const place = this.#placeOf(node, byte);
    if (place === NONE) return this.#append(node, byte);
    const { letter, count, child } = this.#places;
    const [first, found] = [this.#nodes.first[node], child[place]];
    let to = place;
    while (to > first && count[to - 1] === count[place]) to--;
    letter[place] = letter[to];
    child[place] = child[to];
    letter[to] = byte;
    child[to] = found;
    count[to]++;
    return found;
  }

  /** The place of the child for a byte. */
  #placeOf(node: number, byte: number): number {
    const { distinct, first } = this.#nodes;
    const { letter } = this.#places;
    const end = first[node] + distinct[node];
    let place = first[node];
    while (place < end && letter[place] !== byte) place++;
    return place < end ? place : NONE;
  }

  /** A child that was read for the first time, behind the last of its siblings. */
  #append(node: number, byte: number): number {
    if (this.#strings === this.#nodes.total.length) this.#nodes = grownNodes(this.#nodes);
    const siblings = this.#nodes.distinct[node]++;
    const full = (siblings & (siblings - 1)) === 0; // none, or a power of two
    if (full) this.#move(node, siblings);
    const { letter, count, child } = this.#places;
    const place = this.#nodes.first[node] + siblings;
    letter[place] = byte;
    count[place] = 1;
    child[place] = this.#strings++;
    return child[place];
  }

  /** Gives the children of a node, which are so many, twice the places behind all others. */
  #move(node: number, siblings: number): void {
    const capacity = Math.max(1, 2 * siblings);
    if (this.#taken + capacity > this.#places.letter.length) this.#places = grownPlaces(this.#places);
    const { letter, count, child } = this.#places;
    const from = this.#nodes.first[node];
    for (const column of [letter, count, child]) column.copyWithin(this.#taken, from, from + siblings);
    this.#nodes.first[node] = this.#taken;
    this.#taken += capacity;
  }
}

function nodesFor(capacity: number): Nodes {
  return { total: new Uint32Array(capacity), distinct: new Uint16Array(capacity), first: new Int32Array(capacity) };
}

function placesFor(capacity: number): Places {
  return { letter: new Uint8Array(capacity), count: new Uint32Array(capacity), child: new Int32Array(capacity) };
}

function grownNodes({ total, distinct, first }: Nodes): Nodes {
  const larger = nodesFor(2 * total.length);
  larger.total.set(total);
  larger.distinct.set(distinct);
  larger.first.set(first);
  return larger;
}

function grownPlaces({ letter, count, child }: Places): Places {
  const larger = placesFor(2 * letter.length);
  larger.letter.set(letter);
  larger.count.set(count);
  larger.child.set(child);
  return larger;
}
//# sourceMappingURL=../.maps/compress/adaptive-model.ts.map
