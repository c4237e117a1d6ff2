/** The sizes at which a cost is counted: whole numbers, the same on every build, and within one run all different. */
import { Stream } from "../math/stream.ts";
import type { SymbolRange } from "../units/unit.ts";

/** The sizes of one run. */
export interface Sizes {
  /** What the cell's `sizes()` gives: any name has a size once it is asked for. */
  readonly asked: Readonly<Record<string, number>>;
  /** Those drawn so far; first the ones whose ranges are stated. */
  readonly drawn: () => Readonly<Record<string, number>>;
}

/** At how many sizes a table is compared. */
export const runs = 8;

/** A run of a table's cell. */
export interface Run {
  /** Of the table. */
  readonly id: string;
  /** From 0. */
  readonly number: number;
}

/** From where a symbol is drawn whose range is not stated. */
const usual = { from: 1, to: 12 };

/** Draws the sizes that have ranges, and others as they are asked for. */
export function sizesOf(ranges: readonly SymbolRange[], run: Run): Sizes {
  const drawn = new Map<string, number>();

  function size(name: string): number {
    const before = drawn.get(name);
    if (before !== undefined) return before;
    const { from, to } = ranges.find((range) => range.name === name) ?? usual;
    const value = freeFrom(drawn.values(), { from: Math.ceil(from), to: Math.floor(to) }, share(name, run));
    drawn.set(name, value);
    return value;
  }

  for (const { name } of ranges) size(name);
  const asked = new Proxy<Record<string, number>>({}, { get: (target, name) => (isSymbol(name) ? size(name) : Reflect.get(target, name)) });
  return { asked, drawn: () => Object.fromEntries(drawn) };
}

/** True if no whole number lies in the range. */
export function isEmpty({ from, to }: SymbolRange): boolean {
  return Math.ceil(from) > Math.floor(to);
}

/** How far up its range a symbol is drawn. The runs share the range out between them, so that each part of it has its turn. */
function share(name: string, { id, number }: Run): number {
  const order = new Stream(`${id} ${name}`);
  const parts = Array.from({ length: runs }, (_, part) => part);
  for (let last = runs - 1; last > 0; last--) {
    const other = order.below(last + 1);
    [parts[last], parts[other]] = [parts[other] ?? 0, parts[last] ?? 0];
  }
  return ((parts[number % runs] ?? 0) + new Stream(`${id} ${name} ${number}`).uniform()) / runs;
}

/** A number that is not taken, so that no two symbols can be confused; any, if all are. */
function freeFrom(taken: Iterable<number>, { from, to }: { readonly from: number; readonly to: number }, share: number): number {
  const others = new Set(taken);
  const count = to - from + 1;
  const start = Math.floor(share * count);
  for (let step = 0; step < Math.min(count, others.size + 1); step++) {
    const value = from + ((start + step) % count);
    if (!others.has(value)) return value;
  }
  return from + start;
}

/** `then` is asked for by whoever awaits the object, and the methods of every object by whoever prints it. */
function isSymbol(name: string | symbol): name is string {
  return typeof name === "string" && name !== "then" && name !== "toJSON" && !(name in Object.prototype);
}
