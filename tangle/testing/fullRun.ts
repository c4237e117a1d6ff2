/** For tests: how much of what is much the same is tried. */
import { sha256 } from "../text/hash.ts";

/** Whether this is `npm run test:all`, which trusts no verdict. */
export const isFullRun = process.env["VERDICTS"] === "renew";

/** The cases of a normal run, and in a full run those that are much like them too. */
export function cases<T>(always: readonly T[], more: readonly T[]): T[] {
  return isFullRun ? [...always, ...more] : [...always];
}

/** So many of them, the same as long as they are the same: those the hashes of whose contents come first, in the order of the list. */
export function chosen<T>(all: readonly T[], contentOf: (each: T) => string, atMost: number): T[] {
  const hashed = new Map(all.map((each) => [each, sha256(contentOf(each))]));
  const first = new Set(all.toSorted((a, b) => ((hashed.get(a) ?? "") < (hashed.get(b) ?? "") ? -1 : 1)).slice(0, atMost));
  return all.filter((each) => first.has(each));
}
