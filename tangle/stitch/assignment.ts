/** Decides for the lines of one edit which place in the book each of them takes. */

/** A place that a line of the edited text could take, in the order of the text. */
export interface Slot {
  /** What the uses around the place add in front of a line. */
  readonly indent: string;
  /** The tangled line that was removed here, so that the first line put here replaces it; null between lines. */
  readonly removed: string | null;
}

/** The index of the slot of each line; or, where a line fits none, the index of the first such line. */
export type Assignment = { readonly slots: readonly number[] } | { readonly misfit: number };

const DELETION = 0.5;
const INSERTION = 1;
/** Slightly more than an insertion after the line above, which is where an inserted line belongs when all else is equal. */
const ELSEWHERE = 1.1;

/**
 * Lines keep their order, so this is a shortest path: in every state the next line is put into the current slot, or the
 * slot is left for the next one. A line replaces the removed one that it resembles most.
 */
export function assign(lines: readonly string[], slots: readonly Slot[]): Assignment {
  const cost = costs(lines, slots);
  if (cost(0, 0, 0) === Infinity) return { misfit: firstMisfit(lines, slots) };
  const chosen: number[] = [];
  let used: 0 | 1 = 0;
  for (let line = 0, slot = 0; line < lines.length; ) {
    const put = putCost({ lines, slots }, { line, slot, used }) + cost(line + 1, slot, 1);
    if (put <= leaveCost(slots[slot], used) + cost(line, slot + 1, 0)) {
      chosen.push(slot);
      line += 1;
      used = 1;
    } else {
      slot += 1;
      used = 0;
    }
  }
  return { slots: chosen };
}

/** A line without the indentation that its place adds; null if it does not have that indentation. Blank lines get none. */
export function withoutIndent(line: string, indent: string): string | null {
  if (line.trim() === "") return line;
  return line.startsWith(indent) ? line.slice(indent.length) : null;
}

interface Problem {
  readonly lines: readonly string[];
  readonly slots: readonly Slot[];
}

interface State {
  readonly line: number;
  readonly slot: number;
  readonly used: 0 | 1;
}

/** The least cost to place `lines[line…]` from `slot` on; `used`: the slot has a line already. */
function costs(lines: readonly string[], slots: readonly Slot[]): (line: number, slot: number, used: 0 | 1) => number {
  const width = slots.length + 1;
  const table = new Float64Array((lines.length + 1) * width * 2).fill(Infinity);
  const at = (line: number, slot: number, used: 0 | 1): number => table[(line * width + slot) * 2 + used] ?? Infinity;
  for (let line = lines.length; line >= 0; line -= 1) {
    if (line === lines.length) table.fill(0, (line * width + slots.length) * 2);
    for (let slot = slots.length - 1; slot >= 0; slot -= 1) {
      for (const used of [0, 1] as const) {
        const leave = leaveCost(slots[slot], used) + at(line, slot + 1, 0);
        const put = line < lines.length ? putCost({ lines, slots }, { line, slot, used }) + at(line + 1, slot, 1) : Infinity;
        table[(line * width + slot) * 2 + used] = Math.min(leave, put);
      }
    }
  }
  return at;
}

function putCost({ lines, slots }: Problem, { line, slot, used }: State): number {
  const text = lines[line];
  const place = slots[slot];
  if (text === undefined || place === undefined || withoutIndent(text, place.indent) === null) return Infinity;
  if (place.removed !== null) return used === 0 ? INSERTION - similarity(place.removed, text) : INSERTION;
  return slot === 0 && slots.length === 1 ? INSERTION : ELSEWHERE + slot / (4 * slots.length);
}

function leaveCost(slot: Slot | undefined, used: 0 | 1): number {
  return slot !== undefined && slot.removed !== null && used === 0 ? DELETION : 0;
}

/** The share of characters that two lines have in common at their ends, indentation aside: cheap, and enough to order lines. */
function similarity(a: string, b: string): number {
  const [left, right] = [a.trim(), b.trim()];
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return (2 * (start + end)) / Math.max(1, left.length + right.length);
}

/** How many lines can be placed before one fits nowhere. */
function firstMisfit(lines: readonly string[], slots: readonly Slot[]): number {
  let slot = 0;
  for (const [index, line] of lines.entries()) {
    while (slot < slots.length && withoutIndent(line, slots[slot]?.indent ?? "") === null) slot += 1;
    if (slot === slots.length) return index;
  }
  throw new Error("internal: every line fits");
}
