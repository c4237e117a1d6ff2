/** Every place in a tangled file where a part of a chunk stands, so that a line of the file can be found in the book and back. */
import type { BodyLine, Chunk, ChunkGraph, Definition } from "../chunks/chunks.ts";
import { partsAt } from "../chunks/chunks.ts";
import type { Origin, UseSite } from "../program/expand.ts";

/** One fence expanded at one place: a chunk that is used twice has two instances of each of its parts. */
export interface Instance {
  readonly definition: Definition;
  /** The uses it was reached through, outermost first. */
  readonly uses: readonly UseSite[];
  /** What these uses add in front of its lines. */
  readonly indent: string;
}

/** A line of an instance's body. Index −1 stands above its first line. */
export interface Spot {
  readonly instance: Instance;
  readonly index: number;
}

/** The instances of one tangled file, and ways to find them. */
export interface Instances {
  readonly all: readonly Instance[];
  /** The body line that a line of the file comes from: the text itself, or for a name comment the use. */
  readonly spotOf: (origin: WrittenOrigin) => Spot;
  /** The use that an instance was reached through; null for the parts of the file itself. */
  readonly above: (instance: Instance) => Spot | null;
  /** Above the first line of the first part of the file, or of the chunk that stands at a use. */
  readonly startOf: (use: Spot | null) => Spot;
}

/** Origins of lines that the book has; headers have none. */
export type WrittenOrigin = Exclude<Origin, { readonly kind: "header" }>;

/** Expands `file` as it stands at the end of `chapter`, instance by instance. */
export function instancesOf(file: Chunk, graph: ChunkGraph, chapter: number): Instances {
  const all: Instance[] = [];
  const spots = new Map<string, Spot>();
  const starts = new Map<string, Spot>();
  const visit = (chunk: Chunk, uses: readonly UseSite[], indent: string): void => {
    for (const definition of partsAt(chunk, chapter)) {
      const instance: Instance = { definition, uses, indent };
      all.push(instance);
      if (!starts.has(pathKey(uses))) starts.set(pathKey(uses), { instance, index: -1 });
      for (const [index, line] of definition.body.entries()) {
        const site = siteOf(definition, line);
        spots.set(pathKey([...uses, site]), { instance, index });
        if (line.kind === "use") visit(chunkOf(graph, line.target), [...uses, site], indent + line.indent);
      }
    }
  };
  visit(file, [], "");
  return {
    all,
    spotOf: (origin) => found(spots, [...origin.uses, { source: origin.source, line: origin.line }]),
    above: (instance) => (instance.uses.length === 0 ? null : found(spots, instance.uses)),
    startOf: (use) => found(starts, use === null ? [] : usesThrough(use)),
  };
}

/** The uses that lead into the chunk that is used at a spot. */
export function usesThrough({ instance, index }: Spot): readonly UseSite[] {
  const line = instance.definition.body[index];
  if (line?.kind !== "use") throw new Error("internal: no chunk is used here");
  return [...instance.uses, siteOf(instance.definition, line)];
}

/** Whether a line reached through `uses` stands inside what was reached through `outer`. */
export function isInside(uses: readonly UseSite[], outer: readonly UseSite[]): boolean {
  return outer.every((site, index) => {
    const use = uses[index];
    return use !== undefined && siteKey(use) === siteKey(site);
  });
}

function siteOf(definition: Definition, line: BodyLine): UseSite {
  return { source: definition.section.source, line: line.line };
}

function chunkOf(graph: ChunkGraph, id: Definition["chunk"]): Chunk {
  const chunk = graph.chunks.get(id);
  if (chunk === undefined) throw new Error(`internal: ${id} is not in the graph`);
  return chunk;
}

function found(spots: ReadonlyMap<string, Spot>, uses: readonly UseSite[]): Spot {
  const spot = spots.get(pathKey(uses));
  if (spot === undefined) throw new Error(`internal: no instance at ${pathKey(uses)}`);
  return spot;
}

function pathKey(uses: readonly UseSite[]): string {
  return uses.map(siteKey).join(" > ");
}

function siteKey({ source, line }: UseSite): string {
  return `${source.path}:${line.line}`;
}
