/** Names of code that has changed, put among those of all other code. */
import type { Defined, IdentifiedProgram } from "./definitions.ts";
import { markedIn, type Mark, type MarkedPrograms } from "./names.ts";
import type { BookNames, KnownCodes } from "./packedNames.ts";

/** The names of code that is as it was. What leads to other code leads nowhere. */
export function unchangedIn(names: BookNames, now: KnownCodes): BookNames {
  const same = (known: ReadonlyMap<string, string>, codes: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...known].filter(([name, code]) => codes.get(name) === code));
  const codes = { parts: same(names.codes.parts, now.parts), files: same(names.codes.files, now.files) };
  return {
    ...names, codes,
    definition: (index) => {
      const defined = names.definition(index);
      return defined && codes.parts.has(defined.part) ? defined : undefined;
    },
    part: (id) => (codes.parts.has(id) ? names.part(id) : undefined),
    file: (path) => (codes.files.has(path) ? names.file(path) : undefined),
  };
}

/**
 * The names of a book of which `names` were looked up before, and `found` in files that have changed: in programs from the last to the
 * first, the first of them that at the end of the book. `now` has the codes of all parts and files. A definition keeps its index where its
 * anchor is what it was, so that what leads to it still does.
 */
export function renewedNames(names: BookNames, found: readonly IdentifiedProgram[], now: KnownCodes): BookNames {
  const base = unchangedIn(names, now);
  const marked = markedIn(found);
  const parts = new Map([...marked.parts].filter(([part]) => !base.codes.parts.has(part)));
  const { indices, defined } = definitionsOf({ names, base }, marked);
  const anchors = anchorsIn(base, { parts, marked });
  const renewed = ([line, start, end, hover, definition, isDefinition]: Mark): Mark =>
    [line, start, end, hover < 0 ? -1 : names.beyond.hovers + hover, indices[definition] ?? -1, isDefinition];
  const codesOf = (kind: keyof KnownCodes, renewedOnes: ReadonlyMap<string, unknown>): ReadonlyMap<string, string> =>
    new Map([...base.codes[kind], ...[...renewedOnes.keys()].map((name) => [name, now[kind].get(name) ?? ""] as const)]);
  return {
    beyond: { hovers: names.beyond.hovers + marked.hovers.length, definitions: names.beyond.definitions + marked.definitions.all.length },
    hover: (index) => marked.hovers[index - names.beyond.hovers] ?? names.hover(index),
    definition: (index) => defined.get(index) ?? base.definition(index),
    part: (id) => parts.get(id)?.map(renewed) ?? base.part(id)?.map((mark) => (anchors.has(placeKey(id, mark)) ? withAnchor(mark) : mark)),
    file: (path) => marked.files.get(path)?.map(renewed) ?? base.file(path),
    codes: { parts: codesOf("parts", parts), files: codesOf("files", marked.files) },
  };
}

/** For each definition that was found its index among those of the book, -1 for none, and what is now to be said of those. */
function definitionsOf({ names, base }: { readonly names: BookNames; readonly base: BookNames }, { definitions, files }: MarkedPrograms): { readonly indices: readonly number[]; readonly defined: ReadonlyMap<number, Defined> } {
  const byAnchor = new Map<string, number>();
  for (let index = 0; index < names.beyond.definitions; index++) {
    const anchor = names.definition(index)?.anchor;
    if (anchor !== undefined) byAnchor.set(anchor, index);
  }
  const defined = new Map<number, Defined>();
  let next = names.beyond.definitions;
  const indices = definitions.all.map((found, at): number => {
    const place = definitions.places[at];
    if (!base.codes.parts.has(found.part)) {
      const index = byAnchor.get(found.anchor) ?? next++;
      defined.set(index, found);
      return index;
    }
    const index = base.part(found.part)?.find(([line, start]) => line === place?.line && start === place.column)?.[4] ?? -1;
    const before = base.definition(index);
    // its file has changed around it
    if (before !== undefined && files.has(found.path)) defined.set(index, { ...before, path: found.path, line: found.line });
    return index;
  });
  return { indices, defined };
}

/** The places in unchanged code to which changed code leads, where there may be no anchor yet. */
function anchorsIn(base: BookNames, { parts, marked: { definitions } }: { readonly parts: ReadonlyMap<string, readonly Mark[]>; readonly marked: MarkedPrograms }): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, , , , definition] of [...parts.values()].flat()) {
    const place = definitions.places[definition];
    if (place !== undefined && base.codes.parts.has(place.part)) found.add(placeKey(place.part, [place.line, place.column]));
  }
  return found;
}

function placeKey(part: string, [line, column]: readonly [line: number, column: number, ...rest: unknown[]]): string {
  return `${part} ${line} ${column}`;
}

function withAnchor([line, start, end, hover, definition]: Mark): Mark {
  return [line, start, end, hover, definition, 1];
}
