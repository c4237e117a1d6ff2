/** Values of a cell that are data and nothing else, so that a copy is as good: no function, and nothing of a class of the program. */
import type { KeptValues } from "./kept.ts";

/** Values in all that is kept of one run; more would be slower to copy than much is to make. */
const most = 1_000_000;

/** Letters, or numbers of a typed array, that are copied as soon as one other value. */
const packed = 64;

const views: ReadonlySet<unknown> = new Set([Float64Array, Float32Array, Int32Array, Uint32Array, Int16Array, Uint16Array, Int8Array, Uint8Array, Uint8ClampedArray].map((each) => each.prototype));
const lists: ReadonlySet<unknown> = new Set([Array.prototype, Set.prototype]);

/** Copies what is data; values that share a part share it in the copies. */
export function keptOf(made: Readonly<Record<string, unknown>>): KeptValues {
  const seen = new Set<unknown>();
  let room = most;
  const isData = (value: unknown): boolean => {
    if (typeof value === "function" || typeof value === "symbol") return false;
    room -= typeof value === "string" ? 1 + value.length / packed : 1;
    if (room < 0) return false;
    if (typeof value !== "object" || value === null || seen.has(value)) return true;
    const parts = partsOf(value);
    if (parts === null) return false;
    seen.add(value);
    return parts.every(isData);
  };
  const data = Object.entries(made).filter(([, value]) => {
    if (value === undefined) return false;
    const before = seen.size;
    if (isData(value)) return true;
    // what was seen in something that is no data was not seen to its end; a set keeps the order
    for (const each of [...seen].slice(before)) seen.delete(each);
    return false;
  });
  return { values: structuredClone(Object.fromEntries(data)), functions: Object.keys(made).filter((name) => typeof made[name] === "function") };

  /** What an object holds; null for one that is no data. */
  function partsOf(value: object): readonly unknown[] | null {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (views.has(prototype)) {
      room -= (value as Float64Array).length / packed;
      return [];
    }
    if (prototype === Map.prototype) return [...(value as Map<unknown, unknown>)].flat();
    if (lists.has(prototype)) return [...(value as Iterable<unknown>)];
    const isRecord = prototype === Object.prototype || prototype === null;
    // what computes its values anew is no data
    return isRecord && !Object.values(Object.getOwnPropertyDescriptors(value)).some(({ get }) => get !== undefined) ? Object.values(value) : null;
  }
}
