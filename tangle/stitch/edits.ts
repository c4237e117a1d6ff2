/** The edits of one tangled file → changes of the fences that its lines come from. */
import { source as makeSource, type Source } from "../text/span.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { align, type BaseLine, type Hunk } from "./alignment.ts";
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
  const placed = widened(align(base, current), base, (hunk) => placeHunk(file, hunk, current.slice(hunk.currentStart, hunk.currentEnd)));
  const changes = new Map<Instance, Map<number, LineChange>>();
  const diagnostics: Diagnostic[] = [];
  const from = makeSource(layout.path, file.text);
  for (const { hunk, outcome } of placed) {
    if ("refusal" in outcome) diagnostics.push(diagnose(outcome.refusal, { from, hunk }));
    else outcome.changes.forEach((each) => record(changes, each));
  }
  return { layout, instances, changes, hunks: placed.map(({ hunk }) => hunk), diagnostics };
}

interface PlacedHunk {
  readonly hunk: Hunk;
  readonly outcome: Outcome;
}

/**
 * Places every hunk. Where lines fit nowhere because equal lines of different depth were taken for each other, all lines
 * between two generated ones are placed anew as one hunk; if they do not fit then either, the first refusal stands.
 */
function widened(hunks: readonly Hunk[], base: readonly BaseLine[], place: (hunk: Hunk) => Outcome): readonly PlacedHunk[] {
  let placed: readonly PlacedHunk[] = [];
  let covered = -1;
  for (const hunk of hunks) {
    if (hunk.baseEnd <= covered) continue;
    const outcome = place(hunk);
    const wide = "refusal" in outcome && outcome.refusal.code === "indentation" ? betweenGenerated(hunk, hunks, base) : null;
    const again = wide === null ? outcome : place(wide);
    if (wide === null || "refusal" in again || movesLines(again.changes)) {
      placed = [...placed, { hunk, outcome }];
    } else {
      placed = [...placed.filter((each) => each.hunk.baseEnd < wide.baseStart), { hunk: wide, outcome: again }];
      covered = wide.baseEnd;
    }
  }
  return placed;
}

/** Whether a line would leave its chunk for another: that is a change of the book's order that nobody asked for. */
function movesLines(changes: readonly PlacedChange[]): boolean {
  const gone = changes.flatMap(({ spot: { instance, index }, change }) => {
    const line = instance.definition.body[index];
    return change.drop && line?.kind === "text" && line.text.trim() !== "" ? [instance.indent + line.text] : [];
  });
  return changes.some(({ spot, change }) => change.add.some((text) => gone.includes(spot.instance.indent + text)));
}

/** From the generated line above a hunk to the one below it, both left out. */
function betweenGenerated(hunk: Hunk, hunks: readonly Hunk[], base: readonly BaseLine[]): Hunk {
  const baseStart = base.findLastIndex((line, index) => line.generated && index < hunk.baseStart) + 1;
  const below = base.findIndex((line, index) => line.generated && index >= hunk.baseEnd);
  const baseEnd = below < 0 ? base.length : below;
  const before = hunks.filter((each) => each.baseEnd < baseStart);
  const within = hunks.filter((each) => each.baseEnd >= baseStart && each.baseEnd <= baseEnd);
  const currentStart = baseStart + growth(before);
  return { baseStart, baseEnd, currentStart, currentEnd: currentStart + baseEnd - baseStart + growth(within) };
}

/** How many lines longer the text is after some hunks. */
function growth(hunks: readonly Hunk[]): number {
  return hunks.reduce((sum, hunk) => sum + hunk.currentEnd - hunk.currentStart - hunk.baseEnd + hunk.baseStart, 0);
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

/** A removed line that is put back where it was is kept. */
function changeAt({ spot, removed, indent }: PlaceInBook, lines: readonly string[]): PlacedChange {
  const kept = removed !== null && lines[0] === removed;
  const added = kept ? lines.slice(1) : lines;
  return { spot, change: { drop: removed !== null && !kept, add: added.map((line) => withoutIndent(line, indent) ?? line) } };
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
