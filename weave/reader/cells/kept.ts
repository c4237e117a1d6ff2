/** What a run leaves for the cells behind it: the values that it made, where they are data and nothing else, and which parts made them. */
import type { Part, Piece } from "./cellsFile.ts";

/** A part of a piece. */
export interface PlacedPart {
  readonly piece: number;
  readonly part: Part;
}

/** What the worker gives when a run is done. */
export interface KeptValues {
  /** By name: data that a copy is as good as. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The names of functions, which are no data but hold none of a run's either. */
  readonly functions: readonly string[];
}

/** The same with the parts that had run, and the first piece that may have the values. */
export interface Kept extends KeptValues {
  readonly ran: ReadonlySet<Part>;
  readonly since: number;
}

/** What is asked: what a cell needs that stands at `index` and uses these names. */
export interface Asked {
  readonly index: number;
  readonly uses: readonly string[];
  readonly kept?: Kept | undefined;
}

/** That of several with which the fewest parts must run; undefined where none spares any. Values of two runs are not mixed: a part of one may be another. */
export function bestOf(memory: readonly Kept[], pieces: Pieces, asked: Omit<Asked, "kept">): Kept | undefined {
  const countWith = (kept?: Kept): number => neededBy(pieces, { ...asked, kept }).parts.length;
  const [best] = [{ kept: undefined, count: countWith() }, ...memory.map((kept) => ({ kept, count: countWith(kept) }))].sort((one, other) => one.count - other.count);
  return best?.kept;
}

type Pieces = readonly Pick<Piece, "parts">[];

/** What a cell needs: parts of earlier pieces, and names whose values are there already. */
export interface Needed {
  readonly parts: readonly PlacedPart[];
  readonly given: readonly string[];
}

/** The parts that declare or change a name that is used, and what these need in turn; of what was kept, names take the place of parts. */
export function neededBy(pieces: Pieces, { index, uses, kept }: Asked): Needed {
  const all = pieces.flatMap(({ parts }, piece) => parts.map((part): PlacedPart => ({ piece, part })));
  const earlier = all.filter(({ piece }) => piece < index);
  // `console.log` changes nothing that a cell has declared
  const declared = new Set(pieces.flatMap(({ parts }) => parts.flatMap(({ declares }) => declares)));
  const used = uses.filter((name) => declared.has(name));
  const isAsBefore = (name: string): boolean => touching(all, name).every(({ piece, part }) => kept?.ran.has(part) === piece < index && !imports(part));
  const given = new Set(kept === undefined || kept.since > index ? [] : Object.keys(kept.values).filter(isAsBefore));
  for (;;) {
    const { parts, wanted } = reached(earlier, { declared, used, given });
    const running = new Set(parts.flatMap(({ part }) => (imports(part) ? [] : touchedBy(part))));
    const lost = [...given].filter((name) => running.has(name) || (!isPrimitive(kept?.values[name]) && sources(earlier, name).some((each) => running.has(each) && !kept?.functions.includes(each))));
    if (lost.length === 0) return { parts, given: [...given].filter((name) => wanted.has(name)) };
    for (const name of lost) given.delete(name);
  }
}

const touchedBy = ({ declares, changes }: Part): readonly string[] => [...declares, ...changes];

const touching = (parts: readonly PlacedPart[], name: string): readonly PlacedPart[] => parts.filter(({ part }) => touchedBy(part).includes(name));

/** The compiler writes another name where an import's is used, and a part with one declares its module too, which is no name. */
const imports = ({ declares }: Part): boolean => !declares.every(isName);

/** Whether what a part declares is a name, and not the module of an import. */
export function isName(declared: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(declared);
}

const isPrimitive = (value: unknown): boolean => typeof value !== "object" || value === null;

interface Reach {
  readonly declared: ReadonlySet<string>;
  readonly used: readonly string[];
  readonly given: ReadonlySet<string>;
}

function reached(earlier: readonly PlacedPart[], { declared, used, given }: Reach): { readonly parts: readonly PlacedPart[]; readonly wanted: ReadonlySet<string> } {
  const wanted = new Set(used);
  const needed = new Set<PlacedPart>();
  // a function may use what is declared behind it, so one round from the end need not be the last
  for (let size = -1; size < needed.size; ) {
    size = needed.size;
    for (const each of earlier.toReversed()) {
      if (needed.has(each) || !touchedBy(each.part).some((name) => wanted.has(name) && !given.has(name))) continue;
      needed.add(each);
      for (const name of each.part.uses) if (declared.has(name)) wanted.add(name);
    }
  }
  return { parts: earlier.filter((each) => needed.has(each)), wanted };
}

/** All names from which one was made: a part of what one of them holds may be a part of it. */
function sources(earlier: readonly PlacedPart[], name: string): readonly string[] {
  const found = new Set<string>();
  const waiting = [name];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    for (const use of touching(earlier, each).flatMap(({ part }) => part.uses)) {
      if (found.has(use)) continue;
      found.add(use);
      waiting.push(use);
    }
  }
  found.delete(name);
  return [...found];
}
