/** Where in the book the lines of an edit can go. */
import type { Layout } from "../program/layout.ts";
import type { Hunk } from "./alignment.ts";
import { isInside, usesThrough, type Instances, type Spot } from "./instances.ts";

/** What becomes of one line of a body: whether it goes, and the lines that come after it (or in its place). */
export interface LineChange {
  readonly drop: boolean;
  readonly add: readonly string[];
}

/** Changes by index of the body line; −1 adds above the first. */
export type BodyChange = ReadonlyMap<number, LineChange>;

/** A change at a place of the book. */
export interface PlacedChange {
  readonly spot: Spot;
  readonly change: LineChange;
}

/** A place in a fence, with what stands in front of its lines in the tangled file. */
export interface PlaceInBook {
  readonly spot: Spot;
  readonly indent: string;
  /** The tangled line that is removed here; null between lines. */
  readonly removed: string | null;
}

/** A tangled file and where its lines come from. */
export interface PlacedFile {
  readonly layout: Layout;
  readonly instances: Instances;
}

/** In the order of the text: after the line above the hunk, then at each removed line and after what ends with it. */
export function placesOf(file: PlacedFile, hunk: Hunk): readonly PlaceInBook[] {
  const places = [...placesAfter(file, hunk.baseStart - 1)];
  for (let index = hunk.baseStart; index < hunk.baseEnd; index += 1) {
    const [own, ...outer] = placesAfter(file, index);
    const line = file.layout.lines[index];
    if (own === undefined || line === undefined) throw new Error("internal: a removed line has no place");
    places.push({ ...own, removed: line.indent + line.text }, ...outer);
  }
  return places;
}

/**
 * After line `index`: in the chunk of that line, which is where an inserted line belongs; then, as long as that chunk
 * ends here, after the use of it, and so outwards. Below a header or a name comment: at the start of what it stands above.
 */
function placesAfter({ layout, instances }: PlacedFile, index: number): readonly PlaceInBook[] {
  const origin = layout.lines[index]?.origin;
  const here = origin === undefined || origin.kind === "header" ? null : instances.spotOf(origin);
  const next = layout.lines[index + 1]?.origin;
  const nextUses = next === undefined || next.kind === "header" ? null : next.uses;
  const places: PlaceInBook[] = [];
  let spot: Spot | null = here !== null && origin?.kind === "text" ? here : instances.startOf(here);
  while (spot !== null) {
    places.push({ spot, indent: spot.instance.indent, removed: null });
    const use: Spot | null = instances.above(spot.instance);
    spot = use === null || (nextUses !== null && isInside(nextUses, usesThrough(use))) ? null : use;
  }
  return places;
}
