/** Graph, root → lines, each with its origin. */
import type { Book } from "../book/book.ts";
import { partsAt, type BodyLine, type ChunkGraph, type Definition } from "../chunks/chunk.ts";
import { nameComment } from "../chunks/comments.ts";
import type { FenceLine } from "../book/fence.ts";
import { inOrder, type Need } from "../book/needs.ts";
import type { Source } from "../text/span.ts";

/** A line of a tangled file, without its line end: `indent + text`. */
export interface TangledLine {
  /** What the uses around it added. */
  readonly indent: string;
  readonly text: string;
  readonly origin: Origin;
}

/**
 * Where a tangled line comes from. `text`: a fence's line, character by character (`escaped`: its `@` is dropped).
 * `name`: a name comment, from the line that uses the chunk. `header`: from nowhere.
 */
export type Origin =
  | { readonly kind: "text"; readonly source: Source; readonly line: FenceLine; readonly escaped: boolean; readonly uses: readonly UseSite[] }
  | { readonly kind: "name"; readonly source: Source; readonly line: FenceLine; readonly uses: readonly UseSite[] }
  | { readonly kind: "header" };

/** A use that the line was reached through, outermost first. */
export interface UseSite {
  readonly source: Source;
  readonly line: FenceLine;
}

/** A file of the program at some chapter's end. */
export interface TangledFile {
  /** `src/markov/model.ts` */
  readonly path: string;
  readonly language: string;
  /** Without the header and the map comment, which `emit` adds. */
  readonly lines: readonly TangledLine[];
  /** The section that defines it, named in the header. */
  readonly definedIn: string;
  /** What a test needs of the machine: all that the fences it is made of say. */
  readonly needs: readonly Need[];
}

/**
 * The program at the end of a chapter (an index into `book.chapters`), sorted by path. A chunk used twice is expanded
 * twice, with its name above it as a comment of its language. Throws where the graph has errors.
 */
export function expandAt(book: Book, graph: ChunkGraph, chapter: number): readonly TangledFile[] {
  if (!(chapter in book.chapters)) throw new Error(`internal: there is no chapter ${chapter}`);
  const files = [...graph.chunks.values()].flatMap((chunk): readonly TangledFile[] => {
    const parts = chunk.kind === "file" ? partsAt(chunk, chapter) : [];
    const [first] = parts;
    if (!first) return [];
    const lines: TangledLine[] = [];
    const needs = new Set<Need>();
    expandParts({ graph, chapter, lines, needs }, parts, { indent: "", uses: [] });
    return [{ path: chunk.name, language: chunk.language, lines, definedIn: first.section.path, needs: inOrder(needs) }];
  });
  return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

interface Expansion {
  readonly graph: ChunkGraph;
  readonly chapter: number;
  readonly lines: TangledLine[];
  readonly needs: Set<Need>;
}

interface Depth {
  readonly indent: string;
  readonly uses: readonly UseSite[];
}

function expandParts(into: Expansion, parts: readonly Definition[], depth: Depth): void {
  for (const { fence, body } of parts) {
    for (const need of fence.needs) into.needs.add(need);
    for (const line of body) {
      if (line.kind === "use") expandUse(into, { source: fence.source, use: line }, depth);
      else into.lines.push(textLine(fence.source, line, depth));
    }
  }
}

function textLine(source: Source, line: BodyLine & { readonly kind: "text" }, { indent, uses }: Depth): TangledLine {
  const { text, escaped } = line;
  const origin: Origin = { kind: "text", source, line: line.line, escaped, uses };
  return { indent: text.trim() === "" ? "" : indent, text, origin };
}

function expandUse(into: Expansion, at: { source: Source; use: BodyLine & { readonly kind: "use" } }, depth: Depth): void {
  const { source, use } = at;
  const chunk = into.graph.chunks.get(use.target);
  const parts = chunk ? partsAt(chunk, into.chapter) : [];
  if (!chunk || parts.length === 0) throw new Error(`internal: ${use.target} is unknown at ${source.path}:${use.line.line}`);
  if (depth.uses.length > into.graph.chunks.size) throw new Error(`internal: ${use.target} uses itself`);
  const indent = depth.indent + use.indent;
  const comment = nameComment(chunk.language, chunk.name);
  if (comment !== null) into.lines.push({ indent, text: comment, origin: { kind: "name", source, line: use.line, uses: depth.uses } });
  expandParts(into, parts, { indent, uses: [...depth.uses, { source, line: use.line }] });
}
