/** Which parts of cells change what a later one uses without saying so: a generator of random numbers goes on wherever it is used. */
import type { PageCell } from "../../../prove/index.ts";

/** A part of a cell. */
type CellPart = PageCell["parts"][number];

/**
 * The parts of cells in their order, in which each also changes what was made from literals alone and is called or handed on in it, or in a
 * function that is named in it. More is not known without its types: what is made from other values is taken for a value, and so is what
 * is only read.
 */
export function withStates(cells: readonly (readonly CellPart[])[]): readonly (readonly CellPart[])[] {
  const made = new Set<string>();
  /** By the name of a function: what it changes. */
  const reached = new Map<string, ReadonlySet<string>>();
  return cells.map((parts) => parts.map((part) => {
    const changed = new Set([...part.calls.filter((name) => made.has(name)), ...part.uses.flatMap((name) => [...(reached.get(name) ?? [])])]);
    for (const name of part.made) made.add(name);
    for (const name of part.functions) reached.set(name, changed);
    return { ...part, changes: [...new Set([...part.changes, ...changed])] };
  }));
}
