/** The edits of one tangled file → changes of the fences that its lines come from. */
import { source as makeSource, type Source } from "../span.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { align, type Hunk } from "./alignment.ts";
import { assign, withoutIndent } from "./assignment.ts";
import type { Instance } from "./instances.ts";
import { placesOf, type BodyChange, type LineChange, type PlacedChange, type PlacedFile, type PlaceInBook } from "./places.ts";
import { closingLine, generatedIn, lineLocation, misfit, outsideFences, type Refusal } from "./refusals.ts";

/** The edits found in one file: what they change in the book, and where in the file they are. */
export interface FileEdits extends PlacedFile {
  readonly changes: ReadonlyMap<Instance, BodyChange>;
  readonly hunks: readonly Hunk[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A tangled file, where its lines come from, and its text as it is now. */
export interface EditedFile extends PlacedFile {
  readonly text: string;
}

/** Finds what was edited. An edit that no chapter can take is a diagnostic at its line in `src/`. */
export function editsOf(file: EditedFile): FileEdits {
  const { layout, instances } = file;
  const current = textLines(file.text);
  const base = layout.lines.map((line) => ({ text: line.indent + line.text, generated: line.origin.kind !== "text" }));
  const hunks = align(base, current);
  const changes = new Map<Instance, Map<number, LineChange>>();
  const diagnostics: Diagnostic[] = [];
  const from = makeSource(layout.path, file.text);
  for (const hunk of hunks) {
    const outcome = placeHunk(file, hunk, current.slice(hunk.currentStart, hunk.currentEnd));
    if ("refusal" in outcome) diagnostics.push(diagnose(outcome.refusal, { from, hunk }));
    else outcome.changes.forEach((each) => record(changes, each));
  }
  return { layout, instances, changes, hunks, diagnostics };
}

/** The lines of a tangled text; a missing line end at its end is no edit, for tangled files always have one. */
export function textLines(text: string): readonly string[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

type Outcome = { readonly changes: readonly PlacedChange[] } | { readonly refusal: Refusal };

function placeHunk(file: EditedFile, hunk: Hunk, added: readonly string[]): Outcome {
  const refused = generatedIn(file.layout, hunk) ?? outsideFences(file.layout, hunk, added);
  if (refused !== null) return { refusal: refused };
  const places = placesOf(file, hunk);
  const assignment = assign(added, places);
  if ("misfit" in assignment) return { refusal: misfit(file.instances, places, assignment.misfit) };
  const changes = places.map((place, index) => changeAt(place, added.filter((_, line) => assignment.slots[line] === index)));
  const closing = closingLine(changes, added);
  if (closing !== null) return { refusal: closing };
  return { changes: changes.filter(({ change }) => change.drop || change.add.length > 0) };
}

function changeAt({ spot, removed, indent }: PlaceInBook, lines: readonly string[]): PlacedChange {
  return { spot, change: { drop: removed !== null, add: lines.map((line) => withoutIndent(line, indent) ?? line) } };
}

function record(changes: Map<Instance, Map<number, LineChange>>, { spot, change }: PlacedChange): void {
  const known = changes.get(spot.instance) ?? new Map<number, LineChange>();
  const before = known.get(spot.index) ?? { drop: false, add: [] };
  known.set(spot.index, { drop: before.drop || change.drop, add: [...before.add, ...change.add] });
  changes.set(spot.instance, known);
}

function diagnose(refusal: Refusal, { from, hunk }: { readonly from: Source; readonly hunk: Hunk }): Diagnostic {
  const { code, message, line, note, cure } = refusal;
  const at = lineLocation(from, Math.min(hunk.currentStart + line + 1, from.lineStarts.length));
  return { severity: "error", code, message, at, ...(note ? { notes: [note] } : {}), ...(cure ? { cure } : {}) };
}
