/** Which packages a name stands for, with the hashes that a lockfile has of them. */
import { parseJson } from "../text/json.ts";

/** The entries of a `package-lock.json` by their place (`node_modules/a/node_modules/b`). */
export type Lockfile = ReadonlyMap<string, LockedPackage>;

interface LockedPackage {
  /** Its hash; its version where the lockfile has none, as of a folder that is linked. */
  readonly hash: string;
  /** Names of what it needs, whether it must be there or may. */
  readonly needs: readonly string[];
}

/** Reads a lockfile of version 2 or 3. What is none, or null, has no packages. */
export function readLockfile(text: string | null): Lockfile {
  const entries = recordOf(recordOf(parseJson(text ?? ""))["packages"]);
  return new Map(Object.entries(entries).map(([place, entry]) => [place, lockedPackage(recordOf(entry))]));
}

/**
 * A line for each package that these names reach, needs of needs included, sorted: its place and hash. A name is looked up
 * in the first lockfile that has it; one that none has stands alone.
 */
export function packagesReached(names: Iterable<string>, lockfiles: readonly Lockfile[]): readonly string[] {
  const lines = new Set<string>();
  for (const name of names) {
    const lockfile = lockfiles.find((each) => each.has(`node_modules/${name}`));
    if (lockfile === undefined) lines.add(`${name} unlocked`);
    else for (const place of reachedIn(lockfile, name)) lines.add(`${place} ${lockfile.get(place)?.hash}`);
  }
  return [...lines].sort();
}

function reachedIn(lockfile: Lockfile, name: string): ReadonlySet<string> {
  const reached = new Set([`node_modules/${name}`]);
  // a set is walked to its end even while it grows
  for (const place of reached) {
    for (const need of lockfile.get(place)?.needs ?? []) {
      const found = placeOf(lockfile, need, place);
      if (found !== null) reached.add(found);
    }
  }
  return reached;
}

/** Where Node finds a package for one that lies at `from`: beside it, else in the folders around. Null for an optional one that is not installed. */
function placeOf(lockfile: Lockfile, name: string, from: string): string | null {
  for (let around = from; ; around = around.slice(0, Math.max(0, around.lastIndexOf("/node_modules/")))) {
    const place = `${around}${around === "" ? "" : "/"}node_modules/${name}`;
    if (lockfile.has(place)) return place;
    if (around === "") return null;
  }
}

function lockedPackage(entry: Readonly<Record<string, unknown>>): LockedPackage {
  const hash = String(entry["integrity"] ?? entry["version"] ?? "");
  const needs = ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((field) => Object.keys(recordOf(entry[field])));
  return { hash, needs };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
