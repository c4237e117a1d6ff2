/** Letters side by side → where the first name ends: `dYW` is `dY` and `W` if those are bound. */
import type { Reader } from "../reader.ts";
import { refuse, refuseUnbound } from "../refusal.ts";
import type { Item } from "./names.ts";
import type { Scripts } from "./scripts.ts";
import { wholeName } from "./whole.ts";

/** How many of the letters make the first name. Refuses letters that are not bound, and those that can be split in two ways. */
export function segment(reader: Reader, items: readonly Item[], scripts: Scripts): number {
  // ways.get(k): in how many ways the letters from k on are names; the scripts belong to the last one
  const ways = new Map([[items.length, 1]]);
  const bare: Scripts = { primes: 0, star: false, sub: null, sup: null, end: 0 };
  const isName = (from: number, to: number): boolean => wholeName(reader, items.slice(from, to), to === items.length ? scripts : bare) !== null;
  const waysOver = (from: number): readonly number[] => items.map((_, k) => (k >= from && isName(from, k + 1) ? (ways.get(k + 1) ?? 0) : 0));
  for (let from = items.length - 1; from >= 0; from -= 1) ways.set(from, waysOver(from).reduce((sum, each) => sum + each, 0));
  const total = ways.get(0) ?? 0;
  if (total === 0) refuseStuck(items, isName);
  if (total > 1) refuseTwoWays(items);
  return waysOver(0).findIndex((each) => each > 0) + 1;
}

function refuseTwoWays(items: readonly Item[]): never {
  const text = items.map(({ name }) => name).join("");
  const at = { start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0 };
  refuse(`\`${text}\` can be split into bound names in two ways`, at, "write `\\cdot` between factors, or `\\mathrm{…}` for one name");
}

/** Refuses the first letter up to which names can be found and no further. */
function refuseStuck(items: readonly Item[], isName: (from: number, to: number) => boolean): never {
  const reached = [true];
  for (let from = 0; from < items.length; from += 1) {
    if (!reached[from]) continue;
    for (let to = from + 1; to <= items.length; to += 1) if (isName(from, to)) reached[to] = true;
  }
  const stuck = items[reached.lastIndexOf(true)] ?? items[0];
  if (!stuck) throw new Error("internal: no letters");
  refuseUnbound(stuck.name, stuck);
}
