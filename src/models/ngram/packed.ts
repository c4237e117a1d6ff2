// Tangled from book/01-markov-chains/08-hash-tables-and-memory.md. Edit the book, then: npm run tangle
/** Counts of all strings of a text up to a length, packed into arrays of integers. */
import { ledger } from "../../ledger/ledger.ts";

const [NONE, ROOT] = [-1, 0];
// 2³² divided by the golden ratio, and odd: it scatters numbers that follow each other
const MIX = 0x9e3779b1;
// the codes of half a pair, which no letter has
const [FIRST_HALF, LAST_HALF] = [0xd800, 0xdfff];

// Keep a node’s numbers in columns
/** What is known of each string, by the number of its node. */
export interface Columns {
  /** The string without its last character, and that character’s number. */
  readonly parent: Int32Array;
  readonly letter: Uint16Array;
  /** How often the string was read. */
  readonly count: Int32Array;
  /** The total and the type count of the characters that followed it. */
  readonly total: Int32Array;
  readonly distinct: Int32Array;
}

/** Rows of counts at the orders from 0 to `order`, as `countsOf` has them. */
export interface Packed {
  readonly order: number;
  /** The size of the alphabet: the characters, and one for all unknown. */
  readonly alphabetSize: number;
  readonly columns: Columns;
  /** The node of the string of `context` and a letter, by its code point, behind it; −1 if it was not read. */
  find(context: number, letter: number): number;
}

/** Counts while it reads. */
export class PackedCounts implements Packed {
  readonly order: number;
  /** How many strings have been read, the empty one among them. */
  strings = 1;
  columns = columnsFor(1024);
  #slots = new Int32Array(2 * 1024).fill(NONE);
  /** The contexts of the letter that comes next, by their length; `#depth` of them. */
  readonly #contexts: Int32Array;
  #depth = 1;
  /** A letter’s number is its code point; these are the numbers of those beyond 16 bits, for which there is room where pairs have their halves. */
  readonly #paired = new Map<number, number>();

  /** `order` is the length of the longest context. Throws `RangeError` if it is not 0, 1, 2, … */
  constructor(order: number) {
    if (!Number.isInteger(order) || order < 0) throw new RangeError(`PackedCounts: the order must be 0, 1, 2, …, not ${order}`);
    this.order = order;
    this.#contexts = new Int32Array(order + 2);
  }

  get alphabetSize(): number {
    return this.columns.distinct[ROOT] + 1;
  }

  /** The room that the table takes. */
  get bytes(): number {
    return this.#slots.byteLength + Object.values(this.columns).reduce((sum, column) => sum + column.byteLength, 0);
  }

  /** Counts the letters of `text` as the continuation of what was read before. Throws `RangeError` for more than 2,048 kinds of letters beyond U+FFFF. */
  read(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const point = text.codePointAt(i)!;
      if (point > 0xffff) i++;
      this.#count(isNumber(point) ? point : this.#numberFor(point));
    }
  }

  find(context: number, letter: number): number {
    const number = isNumber(letter) ? letter : this.#paired.get(letter);
    return number === undefined ? NONE : this.findNumbered(context, number);
  }

  /** The same, by the letter’s number. */
  findNumbered(context: number, number: number): number {
    return this.#slots[this.#slotOf(context, number)];
  }

  #numberFor(point: number): number {
    const known = this.#paired.get(point);
    if (known !== undefined) return known;
    const number = FIRST_HALF + this.#paired.size;
    if (number > LAST_HALF) throw new RangeError(`PackedCounts: at most ${LAST_HALF - FIRST_HALF + 1} kinds of letters beyond U+FFFF`);
    this.#paired.set(point, number);
    return number;
  }

  #count(letter: number): void {
    const contexts = this.#contexts;
    const depth = this.#depth;
    const before = this.strings;
    // Count a character after every context
    let next = ROOT;
    for (let length = 0; length < depth; length++) {
      const context = contexts[length];
      const child = this.#childOf(context, letter);
      this.columns.count[child]++;
      this.columns.total[context]++;
      contexts[length] = next;
      next = child;
    }
    contexts[depth] = next;
    if (depth <= this.order) this.#depth++;
    const made = this.strings - before;
    ledger()?.("count", { probes: depth, FLOPs: 2 * depth + made, "strings kept": made });
  }

  // Find a child, or append it
  #childOf(context: number, letter: number): number {
    const slot = this.#slotOf(context, letter);
    if (this.#slots[slot] !== NONE) return this.#slots[slot];
    const child = this.strings++;
    this.#slots[slot] = child;
    this.columns.parent[child] = context;
    this.columns.letter[child] = letter;
    this.columns.distinct[context]++;
    if (this.strings === this.columns.parent.length) this.#grow();
    return child;
  }

  // Find the slot of a child, or a gap for it
  #slotOf(context: number, last: number): number {
    const { parent, letter } = this.columns;
    const slots = this.#slots;
    const mixed = Math.imul(Math.imul(context, MIX) + last, MIX);
    let slot = mixed >>> (Math.clz32(slots.length) + 1);
    for (;;) {
      const child = slots[slot];
      if (child === NONE) return slot;
      if (parent[child] === context && letter[child] === last) {
        return slot;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  // Double all arrays and insert every child again
  #grow(): void {
    this.columns = grown(this.columns);
    this.#slots = new Int32Array(2 * this.#slots.length).fill(NONE);
    const { parent, letter } = this.columns;
    for (let child = 1; child < this.strings; child++) {
      this.#slots[this.#slotOf(parent[child], letter[child])] = child;
    }
  }
}

/** The same strings, counted as `countNeighbours` counts: all but the longest by how many letters stood before them. What `packed` reads later changes nothing here. */
export function packedContinuations(packed: PackedCounts): Packed {
  const { order, alphabetSize, columns, strings } = packed;
  const { parent } = columns;
  const { shorter, length } = shorterStrings(packed);
  const [count, total, distinct] = [columns.count.slice(), columns.total.slice(), columns.distinct.slice()];
  for (let node = 0; node < strings; node++) {
    if (length[node] <= order) count[node] = 0;
    if (length[node] < order) total[node] = distinct[node] = 0;
  }
  for (let node = 1; node < strings; node++) {
    if (length[node] < 2) continue;
    const shortened = shorter[node];
    if (count[shortened]++ === 0) distinct[parent[shortened]]++;
    total[parent[shortened]]++;
  }
  // strings that are read later have no place in these columns
  const find = (context: number, letter: number) => {
    const child = packed.find(context, letter);
    return child < strings ? child : NONE;
  };
  return { order, alphabetSize, columns: { ...columns, count, total, distinct }, find };
}

/** Of each string, the string without its first letter, and its length. A parent’s number is lower, so it is known before. */
function shorterStrings(packed: PackedCounts): { readonly shorter: Int32Array; readonly length: Int32Array } {
  const { parent, letter } = packed.columns;
  const [shorter, length] = [new Int32Array(packed.strings), new Int32Array(packed.strings)];
  for (let node = 1; node < packed.strings; node++) {
    const context = parent[node];
    length[node] = length[context] + 1;
    shorter[node] = context === ROOT ? ROOT : packed.findNumbered(shorter[context], letter[node]);
  }
  return { shorter, length };
}

/** Whether a code point is its letter’s number. */
function isNumber(point: number): boolean {
  return point < FIRST_HALF || (point > LAST_HALF && point <= 0xffff);
}

function columnsFor(capacity: number): Columns {
  return {
    parent: new Int32Array(capacity),
    letter: new Uint16Array(capacity),
    count: new Int32Array(capacity),
    total: new Int32Array(capacity),
    distinct: new Int32Array(capacity),
  };
}

function grown(columns: Columns): Columns {
  const larger = columnsFor(2 * columns.parent.length);
  larger.parent.set(columns.parent);
  larger.letter.set(columns.letter);
  larger.count.set(columns.count);
  larger.total.set(columns.total);
  larger.distinct.set(columns.distinct);
  return larger;
}
//# sourceMappingURL=../../.maps/models/ngram/packed.ts.map
