/** A file's structure as text, for the cache: positions as two offsets, mistakes without their source. */
import type { Nodes, Root } from "mdast";
import { placeOf, type Diagnostic, type Location, type Offset, type Source } from "../../tangle/index.ts";
import { span } from "../place.ts";
import type { Plugged } from "../plugins/plugged.ts";
import { walk } from "../walk.ts";

/** Writes the structure. Lines and columns, most of a tree's weight, follow from the offsets. */
export function pack({ tree, diagnostics }: Plugged): string {
  return JSON.stringify([tree, diagnostics], (key, value: unknown) => {
    if (key === "position" && isPosition(value)) return [value.start.offset, value.end.offset];
    if (key === "at" && isPlaced(value)) return [value.span.start, value.span.end];
    return value;
  });
}

/** Mistakes as data, those of one source. */
export type PackedDiagnostics = readonly unknown[];

/** Writes mistakes of a source. */
export function packDiagnostics(diagnostics: readonly Diagnostic[], source: Source): PackedDiagnostics {
  const packedPlace = (at: Location): unknown => {
    if (!("source" in at)) return at;
    if (at.source !== source) throw new Error(`internal: a mistake in ${source.path} is said of ${at.source.path}`);
    return [at.span.start, at.span.end];
  };
  return diagnostics.map((each) => ({
    ...each,
    at: packedPlace(each.at),
    ...(each.notes && { notes: each.notes.map((note) => (note.at ? { ...note, at: packedPlace(note.at) } : note)) }),
  }));
}

/** Reads them back. */
export function unpackDiagnostics(packed: PackedDiagnostics, source: Source): readonly Diagnostic[] {
  return (packed as readonly Diagnostic[]).map((each) => restored(each, source));
}

/** Reads it back for the source that it was made from. */
export function unpack(json: string, source: Source): Plugged {
  const [tree, diagnostics] = JSON.parse(json) as [Root, Diagnostic[]];
  restore(tree, source);
  walk(tree, (node) => restore(node, source));
  return { tree, diagnostics: diagnostics.map((each) => restored(each, source)) };
}

function restored(diagnostic: Diagnostic, source: Source): Diagnostic {
  const notes = diagnostic.notes?.map((note) => (note.at ? { ...note, at: placed(note.at, source) } : note));
  return { ...diagnostic, at: placed(diagnostic.at, source), ...(notes && { notes }) };
}

function placed(at: unknown, source: Source): Location {
  if (isPath(at)) return at;
  if (!Array.isArray(at)) throw new Error(`internal: a kept mistake in ${source.path} has no place`);
  return { source, span: span(Number(at[0]), Number(at[1])) };
}

function isPath(at: unknown): at is { readonly path: string } {
  return typeof at === "object" && at !== null && "path" in at && typeof at.path === "string";
}

function restore(node: Nodes, source: Source): void {
  const offsets: unknown = node.position;
  if (!Array.isArray(offsets)) return;
  node.position = { start: point(Number(offsets[0]), source), end: point(Number(offsets[1]), source) };
}

function point(offset: number, source: Source) {
  const { line, column } = placeOf(source, offset as Offset);
  return { line, column, offset };
}

function isPosition(value: unknown): value is { start: { offset: number }; end: { offset: number } } {
  return typeof value === "object" && value !== null && "start" in value && "end" in value;
}

function isPlaced(value: unknown): value is { span: { start: number; end: number } } {
  return typeof value === "object" && value !== null && "span" in value && "source" in value;
}
