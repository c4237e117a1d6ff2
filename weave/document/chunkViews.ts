/** What each part of a chunk shows around its code: its sign, its neighbours, its uses, what it replaces. */
import { diffArrays } from "diff";
import { partsAt, type BodyLine, type Chunk, type ChunkGraph, type Definition, type Fence } from "../../tangle/index.ts";
import type { ShownChunk } from "../plugins/chunkParts.ts";
import type { ChunkLink, ChunkView } from "../tree.ts";

/** The views of all parts, by fence. */
export function chunkViews(graph: ChunkGraph, anchors: ReadonlyMap<Fence, string>): ReadonlyMap<Fence, ShownChunk> {
  const shown = new Map<Fence, ShownChunk>();
  for (const chunk of graph.chunks.values()) {
    for (const definition of chunk.definitions) {
      const view = viewOf(definition, chunk);
      if (view) shown.set(definition.fence, { view, code: definition.body.map(codeLine).join("\n") });
    }
  }
  return shown;

  function viewOf(definition: Definition, chunk: Chunk): ChunkView | null {
    const own = link(definition);
    if (!own) return null;
    const run = sameVersion(definition, chunk);
    const at = run.indexOf(definition);
    const replaced = definition.operation === "replace" ? partsBefore(definition, chunk) : [];
    return {
      id: own.id,
      kind: chunk.kind,
      name: chunk.name,
      sign: definition.operation === "define" ? "≡" : definition.operation === "append" ? "+≡" : ":=",
      previous: link(run[at - 1]),
      next: link(run[at + 1]),
      usedIn: links(chunk.uses.map((use) => use.by)),
      uses: usesIn(definition),
      replaces: links(replaced),
      replacedBy: link(replacement(definition, chunk)),
      difference: replaced.length > 0 ? difference(replaced, definition) : [],
    };
  }

  function usesIn(definition: Definition): ChunkView["uses"] {
    return definition.body.flatMap((line, index) => {
      if (line.kind !== "use") return [];
      const target = link(graph.chunks.get(line.target)?.definitions[0]);
      return target ? [{ line: index, indent: line.indent, link: target }] : [];
    });
  }

  function links(definitions: readonly Definition[]): ChunkLink[] {
    return [...new Set(definitions)].flatMap((each) => link(each) ?? []);
  }

  function link(definition: Definition | undefined): ChunkLink | null {
    const id = definition && anchors.get(definition.fence);
    const text = definition && graph.chunks.get(definition.chunk)?.name;
    return id !== undefined && text !== undefined ? { id, text } : null;
  }
}

/** The parts that stand together with this one in a program: a `:=` begins a new version. */
function sameVersion(definition: Definition, chunk: Chunk): readonly Definition[] {
  const at = chunk.definitions.indexOf(definition);
  const start = chunk.definitions.findLastIndex((each, index) => index <= at && each.operation === "replace");
  const end = chunk.definitions.findIndex((each, index) => index > at && each.operation === "replace");
  return chunk.definitions.slice(Math.max(0, start), end < 0 ? undefined : end);
}

function partsBefore(definition: Definition, chunk: Chunk): readonly Definition[] {
  const before = chunk.definitions.slice(0, chunk.definitions.indexOf(definition));
  return partsAt({ ...chunk, definitions: before }, definition.chapter);
}

function replacement(definition: Definition, chunk: Chunk): Definition | undefined {
  const at = chunk.definitions.indexOf(definition);
  return chunk.definitions.slice(at + 1).find((each) => each.operation === "replace");
}

function difference(before: readonly Definition[], after: Definition): ChunkView["difference"] {
  const old = before.flatMap((each) => each.body.map(codeLine));
  return diffArrays(old, after.body.map(codeLine)).flatMap(({ value, added, removed }) =>
    value.map((text) => ({ kind: added ? ("added" as const) : removed ? ("removed" as const) : ("same" as const), text })),
  );
}

/** A line as its fence has it: a use keeps its angles, an escape its `@`. */
function codeLine(line: BodyLine): string {
  return line.line.text;
}
