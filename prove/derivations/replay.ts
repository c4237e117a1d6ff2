/** Runs a cell again with some of its drawn numbers moved, to see what follows from it. */
import type { Attempt, Move } from "../helpers/attempt.ts";
import type { Bindings, Moved, NumberPlace, Replay } from "../math/scope.ts";
import { numbersOf, type Value } from "../math/value.ts";

/** Of a long array this many numbers are moved, spread evenly, to see what follows. */
const mostMoved = 16;

/** The replay of a cell whose first run is known; `run` gives the bindings of another. */
export function replayOf(bindings: Bindings, attempt: Attempt, run: (moves: readonly Move[]) => Bindings | null): Replay {
  const known = new Map<string, ReadonlySet<string> | null>();
  const movedAfter = (before: readonly Move[], at: NumberPlace, to: number): Moved | null => {
    const bound = bindings.get(at.name);
    const place = bound === undefined ? null : attempt.placeOf(bound, at);
    if (place === null) return null;
    const moves = [...before, { place, to }];
    const replayed = attemptRun(() => run(moves));
    return replayed && { bindings: replayed, replay: { followers, moved: (next, value) => movedAfter(moves, next, value) } };
  };
  const moved: Replay["moved"] = (at, to) => movedAfter([], at, to);
  const followers = (name: string): ReadonlySet<string> | null => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const bound = bindings.get(name);
    const isDrawn = bound !== undefined && attempt.placeOf(bound, { name, path: [] }) !== null;
    const names = isDrawn ? new Set(movedNames(name, bound, { bindings, moved })) : null;
    known.set(name, names);
    return names;
  };
  return { followers, moved };
}

function movedNames(name: string, bound: Value, { bindings, moved }: { readonly bindings: Bindings; readonly moved: Replay["moved"] }): readonly string[] {
  const paths = pathsOf(bound);
  const stride = Math.max(1, Math.ceil(paths.length / mostMoved));
  // a rectifier does not notice a small move, but a change of sign
  const runs = paths
    .filter((_, k) => k % stride === 0)
    .flatMap(({ path, number }) => [number + 0.01 * Math.max(Math.abs(number), 0.1), -number].map((to) => moved({ name, path }, to)));
  // what a function closes over cannot be seen, so it is taken to follow
  return [...bindings.keys()].filter((other) => {
    const before = bindings.get(other);
    return before?.kind === "function" || runs.some((run) => run !== null && differ(before, run.bindings.get(other)));
  });
}

/** A cell may fail for numbers that it would never draw. */
function attemptRun(run: () => Bindings | null): Bindings | null {
  try {
    return run();
  } catch {
    return null;
  }
}

function differ(before: Value | undefined, after: Value | undefined): boolean {
  if (before === undefined || after === undefined) return before !== after;
  const left = numbersOf(before);
  const right = numbersOf(after);
  return left.length !== right.length || left.some((number, k) => number.re !== right[k]?.re);
}

function pathsOf(value: Value): readonly { readonly path: readonly number[]; readonly number: number }[] {
  if (value.kind === "number") return [{ path: [], number: value.re }];
  if (value.kind !== "array") return [];
  return value.items.flatMap((item, index) => pathsOf(item).map(({ path, number }) => ({ path: [index, ...path], number })));
}
