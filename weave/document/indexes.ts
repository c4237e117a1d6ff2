/** The indexes at the back: chunks, identifiers, terms. */
import type { ChunkGraph, Fence } from "../../tangle/index.ts";
import { order } from "./generated/glossary.ts";
import type { Identifier } from "./identifiers.ts";
import type { DocumentTerm, IndexEntry, Page, Target } from "../tree.ts";

type Targets = ReadonlyMap<string, Target>;
type Anchors = ReadonlyMap<Fence, string>;

/** Named chunks and files with the parts that define them (primary), and the parts that use them on pages that define no part: a definition links to its uses itself. */
export function chunkIndex(graph: ChunkGraph, anchors: Anchors, targets: Targets): readonly IndexEntry[] {
  const chunks = [...graph.chunks.values()];
  const entries = chunks.map(({ name, definitions, uses }) => ({
    text: name,
    see: null,
    places: elsewhere(places(definitions.map((each) => each.fence), uses.map((use) => use.by.fence), anchors, targets)),
  }));
  return sorted(entries);
}

function elsewhere(all: IndexEntry["places"]): IndexEntry["places"] {
  const defining = new Set(all.filter(({ primary }) => primary).map(({ page }) => page));
  return all.filter(({ page, primary }) => primary || !defining.has(page));
}

/**
 * Exported names with the parts that define them (primary) and the parts that mention them. Of a name that stands in very many places,
 * each page shows where it is defined there, and else the first.
 */
export function identifierIndex(identifiers: readonly Identifier[], anchors: Anchors, targets: Targets): readonly IndexEntry[] {
  return sorted(identifiers.map(({ name, defined, mentioned }) => ({ text: name, see: null, places: fewer(places(defined, mentioned, anchors, targets)) })));
}

/** So many places are still looked up one by one. */
const most = 8;

function fewer(all: IndexEntry["places"]): IndexEntry["places"] {
  if (all.length <= most) return all;
  const pages = new Set<Page>();
  return all.filter(({ page, primary }) => {
    const isFirst = !pages.has(page);
    pages.add(page);
    return primary || isFirst;
  });
}

/** Terms with the places that treat them, the main one first; a synonym of a listed term names it, and has its places too. */
export function termIndex(targets: Targets, listed: readonly DocumentTerm[]): readonly IndexEntry[] {
  const known = new Set(listed.flatMap(({ ids }) => ids));
  const others = [...targets.values()].filter((target) => target.kind === "term" && !known.has(target.id));
  return sorted([
    ...listed.flatMap(({ term, also, ids }) => {
      const defined = ids.flatMap((id) => placeOf(targets.get(id))).map((place, index) => ({ ...place, primary: index === 0 }));
      return [{ text: term, see: null, places: defined }, ...also.map((text) => ({ text, see: term, places: defined }))];
    }),
    ...others.map((target) => ({ text: target.label, see: null, places: placeOf(target) })),
  ]);
}

function placeOf(target: Target | undefined): IndexEntry["places"] {
  return target === undefined ? [] : [{ id: target.id, page: target.page, primary: true }];
}

function places(defined: readonly Fence[], other: readonly Fence[], anchors: Anchors, targets: Targets): IndexEntry["places"] {
  const primary = new Set(defined);
  return [...new Set([...defined, ...other])].flatMap((fence) => {
    const target = targets.get(anchors.get(fence) ?? "");
    return target ? [{ id: target.id, page: target.page, primary: primary.has(fence) }] : [];
  });
}

function sorted(entries: readonly IndexEntry[]): readonly IndexEntry[] {
  return entries.filter((entry) => entry.places.length > 0).sort((a, b) => order.compare(a.text, b.text) || (a.text < b.text ? -1 : 1));
}
