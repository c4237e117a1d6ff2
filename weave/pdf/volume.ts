/** A volume as its gatherings, each set by itself: a chapter, what stands before all, an index. After a change of one only that is set again, as long as no page moves. */
import { isDeepStrictEqual } from "node:util";
import { mostPasses, nothingGiven, stillMoves, type Arrangement, type Given, type PassResult, type TypstJob, type UnknownCharacters } from "./typst.ts";
import type { Typesetters } from "./typstApart.ts";

/** Pages that are set together, and what they have to know of the rest of their volume. */
export interface Gathering {
  readonly job: TypstJob;
  /** Whether it begins on a right page, behind a blank one if need be. */
  readonly opensRight: boolean;
  /** How many titles of the volume its first title stands below. */
  readonly depth: number;
  /** Anchors in other gatherings to which it leads. */
  readonly outside: readonly string[];
  /** Those of them whose pages it prints. */
  readonly printed: readonly string[];
}

/** A gathering with its place in the volume. */
export interface SetGathering extends Pick<Gathering, "depth" | "outside"> {
  readonly pdf: Buffer;
  /** The number of its first page. */
  readonly first: number;
  /** Blank pages of the PDF before that, which are not bound. */
  readonly skipped: number;
  readonly pages: number;
}

/** Where an anchor of the volume is, in points from the left and the top. */
export interface AnchorPlace {
  readonly page: number;
  readonly x: number;
  readonly y: number;
}

/** A volume in whose gatherings nothing moves any more. */
export interface SetVolume {
  readonly kind: "set";
  readonly gatherings: readonly SetGathering[];
  readonly anchors: ReadonlyMap<string, AnchorPlace>;
  readonly warnings: readonly string[];
}

/**
 * Sets all gatherings as often as it takes until each was told of the others what is true of them. Every pass is made from what it is told and nothing
 * else, and the first is told nothing: so the outcome is the same whatever was set before. Throws where pages never come to rest, and as `pass` does.
 */
export async function setVolume(gatherings: readonly Gathering[], { pass }: Pick<Typesetters, "pass">): Promise<SetVolume | UnknownCharacters> {
  const links = gatherings.map(({ outside }) => Object.fromEntries(outside.map((id, index) => [id, index])));
  let before: readonly Made[] | null = null;
  for (let count = 0; count <= mostPasses; count++) {
    const given: readonly Given[] = before === null ? links.map((outside) => ({ ...nothingGiven, outside })) : givenBy(before, gatherings, links);
    const results = await Promise.all(gatherings.map(({ job }, index) => pass(job, given[index] ?? nothingGiven, before === null ? "nothing" : "pdf")));
    const characters = results.flatMap((each) => (each.kind === "made" ? [] : each.characters));
    if (characters.length > 0) return { kind: "unknown-characters", characters: [...new Set(characters)] };
    const made = results.filter((each): each is Made => each.kind === "made");
    if (before !== null && isDeepStrictEqual(made.map(whereIn), before.map(whereIn))) return volumeOf(made, given, gatherings);
    before = made;
  }
  throw new Error(stillMoves);
}

type Made = Extract<PassResult, { readonly kind: "made" }>;

const whereIn = ({ found, pages }: Made): unknown => ({ found, pages });

/** What each is told by what all have found. */
function givenBy(found: readonly Made[], gatherings: readonly Gathering[], links: readonly Given["outside"][]): readonly Given[] {
  const firsts = firstPages(found, gatherings);
  const anchors = anchorsOf(found, firsts);
  return gatherings.map(({ printed }, index) => {
    const first = firsts[index] ?? 1;
    const { margin, anchors: own }: Arrangement = found[index]?.found ?? nothingGiven;
    return { margin, anchors: own, first, skipped: first % 2 === 0 ? 1 : 0, pages: Object.fromEntries(printed.map((id) => [id, pageIn(anchors, id)])), outside: links[index] ?? {} };
  });
}

function pageIn(anchors: ReadonlyMap<string, AnchorPlace>, id: string): number {
  const place = anchors.get(id);
  if (place === undefined) throw new Error(`internal: nothing in the volume is called ${id}`);
  return place.page;
}

/** The number of each gathering's first page. */
function firstPages(made: readonly Pick<Made, "pages">[], gatherings: readonly Gathering[]): readonly number[] {
  let next = 1;
  return gatherings.map(({ opensRight }, index) => {
    const first = opensRight && next % 2 === 0 ? next + 1 : next;
    next = first + (made[index]?.pages ?? 0);
    return first;
  });
}

function anchorsOf(made: readonly Made[], firsts: readonly number[]): ReadonlyMap<string, AnchorPlace> {
  return new Map(made.flatMap(({ found }, index) =>
    Object.entries(found.anchors).map(([id, place]) => [id, { ...place, page: place.page + (firsts[index] ?? 1) - 1 }] as const)));
}

function volumeOf(made: readonly Made[], given: readonly Given[], gatherings: readonly Gathering[]): SetVolume {
  return {
    kind: "set",
    gatherings: gatherings.flatMap(({ depth, outside }, index) => {
      const [own, { first, skipped } = nothingGiven] = [made[index], given[index]];
      return own === undefined || own.pdf === null ? [] : [{ depth, outside, pdf: own.pdf, first, skipped, pages: own.pages }];
    }),
    anchors: anchorsOf(made, given.map(({ first }) => first)),
    warnings: made.flatMap(({ warnings }) => warnings),
  };
}
