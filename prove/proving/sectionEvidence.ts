/** What the records in `book/evidence/` say of the units of some sections. */
import { type Diagnostic, type Offset, type ReadyBook, type Section } from "../../tangle/index.ts";
import type { EvidenceContext } from "../evidence/context.ts";
import { holding } from "../evidence/held.ts";
import { oldEvidence, readStore, type StoredRecord } from "../evidence/store.ts";
import { knownExperiment } from "../experiments/known.ts";
import type { UnitRecord } from "../records/record.ts";
import type { Shown } from "../records/totals.ts";
import type { OutlineReader } from "../units/outlineCache.ts";
import type { UnitName, UnitOutline } from "../units/outline.ts";

/** Of one unit. `missing`: it was never run, or there is no unit at this place. `stale`: what it depends on has changed since; the record is what it was then. */
export type UnitEvidence =
  | { readonly state: "missing" }
  | { readonly state: "stale"; readonly unit: UnitName; readonly record: UnitRecord }
  | { readonly state: "proved"; readonly unit: UnitName; readonly record: UnitRecord };

/** The evidence of a section: of each unit by where it begins, and what of it counts. */
export interface SectionEvidence {
  readonly units: ReadonlyMap<Offset, UnitEvidence>;
  readonly shown: readonly Shown[];
}

/** Of what book, and how it is read. */
export interface EvidenceFrom {
  readonly book: ReadyBook["book"];
  readonly context: EvidenceContext;
  readonly outlines: OutlineReader;
}

/** What was read, each section's in the order in which they were asked for, and which files are damaged. */
export interface SectionReadings {
  readonly found: readonly SectionEvidence[];
  readonly damage: readonly Diagnostic[];
}

/** Reads the evidence of these sections of a book. */
export function readSections({ book, context, outlines: readOutlines }: EvidenceFrom, wanted: readonly Section[]): SectionReadings {
  const { root, sections, chapters } = book;
  const { programAt, keysOf, sameData } = context;
  const store = readStore(root, wanted.map(({ path }) => path));
  // keys are found, and kept, together for all sections on one program
  const programs = new Set(wanted.map(({ chapter }) => programAt(chapter).hash));
  const beside = sections.filter(({ chapter }) => programs.has(programAt(chapter).hash));
  const outlined = beside.map((section) => ({ chapter: section.chapter, outlines: readOutlines(section, chapters[section.chapter]?.folder ?? "") }));
  const keys = keysOf(outlined);
  const at = new Map(beside.map((section, index) => [section, { outlines: outlined[index]?.outlines ?? [], keys: keys[index] ?? new Map<string, string>() }]));
  const damage = [...store.damage, ...oldEvidence(store)];
  const found = wanted.map((section): SectionEvidence => {
    const { outlines, keys: own } = at.get(section) ?? { outlines: [], keys: new Map<string, string>() };
    const stored = store.records.get(section.path) ?? [];
    const held = holding(own, { stored, sameData });
    const placed = outlines.map((unit): Placed => {
      if (unit.experiment === undefined) return { unit, known: knownOf(unit, held.get(unit.id), stored) };
      const { name, seeds } = unit.experiment;
      const reading = knownExperiment({ root, name, key: own.get(unit.id) ?? "", sameData }, seeds);
      damage.push(...reading.damage);
      return { unit, known: reading.known.state === "missing" ? reading.known : { ...reading.known, unit: nameOf(unit) } };
    });
    return { units: new Map(placed.map(({ unit, known }) => [unit.start, known])), shown: placed.flatMap((each) => shownIn(section.path, each)) };
  });
  return { found, damage };
}

interface Placed {
  readonly unit: UnitOutline;
  readonly known: UnitEvidence;
}

/** A record that does not hold any more is the last one that its unit had under its id. */
function knownOf(unit: UnitOutline, held: UnitRecord | undefined, stored: readonly StoredRecord[]): UnitEvidence {
  if (held !== undefined) return { state: "proved", unit: nameOf(unit), record: held };
  const last = stored.findLast((each) => each.id === unit.id && each.record.result.kind === unit.kind);
  return last === undefined ? { state: "missing" } : { state: "stale", unit: nameOf(unit), record: last.record };
}

function nameOf({ id, kind, unchecked, needs }: UnitOutline): UnitName {
  return { id, kind, unchecked, needs };
}

function shownIn(path: string, { unit, known }: Placed): readonly Shown[] {
  if (known.state !== "proved") return [];
  return [{ path, offset: unit.start, id: unit.id, unchecked: unit.unchecked, record: known.record }];
}
