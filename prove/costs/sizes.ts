/** The sizes at which a cost is counted: whole numbers, the same on every build, and within one run all different. */
import { Stream } from "../math/stream.ts";
import type { SymbolRange } from "../unit.ts";

/** The sizes of one run. */
export interface Sizes {
  /** What the cell's `sizes()` gives: any name has a size once it is asked for. */
  readonly asked: Readonly<Record<string, number>>;
  /** Those drawn so far; first the ones whose ranges are stated. */
  readonly drawn: () => Readonly<Record<string, number>>;
}

/** From where a symbol is drawn whose range is not stated. */
const usual = { from: 1, to: 12 };

/** Draws the sizes that have ranges, and others as they are asked for. `seed` names the table and the run. */
export function sizesOf(ranges: readonly SymbolRange[], seed: string): Sizes {
  const drawn = new Map<string, number>();

  function size(name: string): number {
    const before = drawn.get(name);
    if (before !== undefined) return before;
    const { from, to } = ranges.find((range) => range.name === name) ?? usual;
    const value = freeFrom(drawn.values(), { from: Math.ceil(from), to: Math.floor(to) }, new Stream(`${seed} ${name}`));
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

/** A number that is not taken, so that no two symbols can be confused; any, if all are. */
function freeFrom(taken: Iterable<number>, { from, to }: { readonly from: number; readonly to: number }, stream: Stream): number {
  const others = new Set(taken);
  const count = to - from + 1;
  const start = stream.below(count);
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
