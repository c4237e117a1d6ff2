/** An edit made in `src/` → the chapter line it belongs to. */
import type { Base } from "../program/base.ts";
import { fileId } from "../chunks/chunks.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { Layout } from "../program/layout.ts";
import { source } from "../text/span.ts";
import { agree, type FenceEdit } from "./agreement.ts";
import { editsOf, type FileEdits } from "./edits.ts";
import { isEdited, strangers, superseded, unfaithful } from "./fidelity.ts";
import { instancesOf } from "./instances.ts";
import { mergeAll } from "./chapters.ts";
import { movesOf, type Move } from "./moves.ts";
import { rewriteChapter } from "./rewrite.ts";
import type { Tangled, Tangler } from "./tangled.ts";

export type { Move } from "./moves.ts";

/** Everything a stitch depends on; all texts by path relative to the root. */
export interface StitchInput {
  readonly tangle: Tangler;
  /** The last tangle: `src/` as it was written and the chapters it came from. */
  readonly base: Base;
  /** The edited files as they are now; what is left out is as it was tangled. */
  readonly program: ReadonlyMap<string, string>;
  /** `book/contents.md` and every section as they are now. */
  readonly chapters: ReadonlyMap<string, string>;
}

/** Why nothing may be written, or what to write. */
export type Stitched =
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: "conflict";
      /** The chapters to write, with conflict markers in them. */
      readonly chapters: ReadonlyMap<string, string>;
      /** One for each conflict, at its markers. */
      readonly diagnostics: readonly Diagnostic[];
      /** What to merge against once the conflicts are resolved. */
      readonly base: Base;
    }
  | {
      readonly kind: "clean";
      /** The chapters that change, by path. */
      readonly chapters: ReadonlyMap<string, string>;
      readonly moves: readonly Move[];
      /** The program of the merged book, by path. */
      readonly program: ReadonlyMap<string, Layout>;
    };

/** Takes the edits of the program into the chapters. Pure: reads and writes nothing. */
export function stitch(input: StitchInput): Stitched {
  const { tangled, diagnostics } = input.tangle(input.base.chapters);
  const unknown = strangers(tangled, input.base, input.program);
  if (unknown.length > 0) return { kind: "refused", diagnostics: unknown };
  if (tangled === null) return { kind: "refused", diagnostics };
  const files = [...tangled.layouts.keys()].map((path) => fileEdits(tangled, path, input));
  const refusals = files.flatMap((file) => file.diagnostics);
  if (refusals.length > 0) return { kind: "refused", diagnostics: refusals };
  return putIn(input, files, agree(files));
}

function fileEdits({ book, graph, layouts }: Tangled, path: string, { base, program }: StitchInput): FileEdits {
  const layout = layouts.get(path);
  const chunk = graph.chunks.get(fileId(path));
  if (layout === undefined || chunk === undefined) throw new Error(`internal: ${path} is not in the program`);
  const instances = instancesOf(chunk, graph, book.chapters.length - 1);
  const before = base.files.get(path);
  const text = program.get(path);
  const edited = before !== undefined && text !== undefined && isEdited(before, text);
  return editsOf({ layout, instances, text: edited ? text : layout.text });
}

/** Rewrites the base, proves that it says what was edited, and merges it with the book. */
function putIn(input: StitchInput, files: readonly FileEdits[], edits: readonly FenceEdit[]): Stitched {
  const disputed = edits.some(({ variants }) => variants.length > 1);
  const taken = rewriteAll(input.base.chapters, edits);
  const again = input.tangle(taken);
  const lies = disputed || edits.length === 0 ? [] : unfaithful(again, input.base, input.program);
  if (lies.length > 0) return { kind: "refused", diagnostics: lies };
  const merge = mergeAll(input, taken, editedPaths(files));
  if (merge.lost.length > 0) return { kind: "refused", diagnostics: merge.lost };
  if (disputed || merge.conflicts.length > 0) {
    const chapters = disputed ? new Map([...input.chapters, ...merge.chapters]) : taken;
    const base = { files: new Map([...input.base.files, ...input.program]), chapters };
    return { kind: "conflict", chapters: merge.chapters, diagnostics: merge.conflicts, base };
  }
  const merged = new Map([...input.chapters, ...merge.chapters]);
  const { tangled, diagnostics } = input.tangle(merged);
  if (tangled === null) return { kind: "refused", diagnostics };
  const unused = superseded(tangled, files, input.program);
  if (unused.length > 0) return { kind: "refused", diagnostics: unused };
  const moves = again.tangled === null ? [] : movesOf(files, again.tangled, { taken, merged });
  return { kind: "clean", chapters: merge.chapters, moves, program: tangled.layouts };
}

function rewriteAll(chapters: ReadonlyMap<string, string>, edits: readonly FenceEdit[]): ReadonlyMap<string, string> {
  const paths = new Set(edits.map(({ definition }) => definition.section.path));
  const rewritten = [...paths].map((path) => {
    const own = edits.filter(({ definition }) => definition.section.path === path);
    return [path, rewriteChapter(source(path, chapters.get(path) ?? ""), own)] as const;
  });
  return new Map([...chapters, ...rewritten]);
}

/** The edited files by the chapters that their edits go to. */
function editedPaths(files: readonly FileEdits[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, Set<string>>();
  for (const { layout, changes } of files) {
    for (const { definition } of changes.keys()) {
      const chapter = definition.section.path;
      paths.set(chapter, (paths.get(chapter) ?? new Set()).add(layout.path));
    }
  }
  return new Map([...paths].map(([chapter, own]) => [chapter, [...own]]));
}
