/** What a chunk is: its definitions, its uses, and its versions at each chapter's end. */
import type { Fence, FenceLine } from "../book/fence.ts";
import type { Section } from "../book/section.ts";
import type { Span } from "../text/span.ts";

/** `file:src/x.ts` or `chunk:01-grinding/Name`. */
export type ChunkId = string & { readonly __chunk: unique symbol };

/** A file or a named chunk with all its definitions in the order of the book. */
export interface Chunk {
  readonly id: ChunkId;
  readonly kind: "file" | "chunk";
  /** The path of a file; the name without its chapter of a chunk. */
  readonly name: string;
  /** Index of the chapter that first defines it. */
  readonly chapter: number;
  readonly language: string;
  readonly definitions: readonly Definition[];
  /** Every line `<<Name>>` that reaches it, in the order of the book. */
  readonly uses: readonly Use[];
}

/** One fence that defines, appends to or replaces a chunk. */
export interface Definition {
  readonly chunk: ChunkId;
  readonly operation: "define" | "append" | "replace";
  /** Index of the chapter whose text holds it. */
  readonly chapter: number;
  readonly section: Section;
  readonly fence: Fence;
  readonly body: readonly BodyLine[];
}

/** A line of text (with `@<<x>>` already unescaped: `escaped`), or a use of another chunk. */
export type BodyLine =
  | { readonly kind: "text"; readonly text: string; readonly line: FenceLine; readonly escaped: boolean }
  | { readonly kind: "use"; readonly indent: string; readonly name: string; readonly target: ChunkId; readonly line: FenceLine; readonly span: Span };

/** A line that uses another chunk. */
export type UseLine = Extract<BodyLine, { readonly kind: "use" }>;

/** Where a chunk is used: line `index` of the body of `by`. */
export interface Use {
  readonly by: Definition;
  readonly index: number;
}

/** The whole program of the book, at every chapter's end. */
export interface ChunkGraph {
  readonly chunks: ReadonlyMap<ChunkId, Chunk>;
  /** The definition made by a fence; undefined for fences that are not chunks. */
  readonly definitionOf: ReadonlyMap<Fence, Definition>;
}

/** The definitions that make up a chunk at the end of a chapter, in order; empty if it does not exist yet. */
export function partsAt(chunk: Chunk, chapter: number): readonly Definition[] {
  const known = chunk.definitions.filter((each) => each.chapter <= chapter);
  const replaced = known.findLastIndex((each) => each.operation === "replace");
  return replaced < 0 ? known : known.slice(replaced);
}

/** The lines of a definition that use other chunks. Who follows uses asks for them at every chapter's end, so they are looked for once. */
export function usesIn(definition: Definition): readonly UseLine[] {
  const known = useLines.get(definition) ?? definition.body.filter((line) => line.kind === "use");
  useLines.set(definition, known);
  return known;
}

const useLines = new WeakMap<Definition, readonly UseLine[]>();

/** The chapters that change the program, in order: at the end of any other one it is that of the chapter before. */
export function changingChapters({ definitionOf }: ChunkGraph): readonly number[] {
  return [...new Set([...definitionOf.values()].map(({ chapter }) => chapter))].sort((a, b) => a - b);
}

/** The id of the file of the program at `path`. */
export function fileId(path: string): ChunkId {
  return `file:${path}` as ChunkId;
}

/** The id of the chunk `name` of the chapter `folder`. */
export function chunkId(folder: string, name: string): ChunkId {
  return `chunk:${folder}/${name}` as ChunkId;
}
