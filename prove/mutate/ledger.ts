/** What is known of the mutants of a run: what was found before, and what it finds itself, which is kept for the next. */
import type { Diagnostic } from "../../tangle/index.ts";
import type { SectionPlan } from "../proving/plan.ts";
import type { KeyFinder } from "./keys.ts";
import type { Identified, Mutant } from "./mutant.ts";
import { readRecords } from "./recordFiles.ts";
import { isOfText, type Selection } from "./selection.ts";
import { isLasting, type Verdict } from "./verdict.ts";
import { addToCache, readCache } from "./verdictCache.ts";
import { verdictFinder, type KnownVerdict } from "./verdicts.ts";

/** A mutant of a section. */
export interface PlacedMutant {
  readonly plan: SectionPlan;
  readonly mutant: Identified<Mutant>;
}

/** The verdicts of a run. */
export interface Ledger {
  /** The verdict on a mutant, as it is kept; undefined where it is to be tried. */
  readonly verdictOn: (placed: PlacedMutant) => KnownVerdict | undefined;
  /** Takes in what was found, and keeps it at once. `asked`: whether cells had to be asked. */
  readonly found: (placed: PlacedMutant, verdict: Verdict, asked: "tests" | "cells") => void;
  /** Whether the committed record has the verdict on a mutant, in a run that goes by it; in others nothing is missing. */
  readonly isRecorded: (placed: PlacedMutant) => boolean;
  /** Warnings about the record. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Opens it. What a run goes by is its selection's affair: nothing, the record and what this machine has found, or only the latter. */
export function ledgerOf({ root, selection, keysOf }: { readonly root: string; readonly selection: Selection; readonly keysOf: KeyFinder }): Ledger {
  const isNormal = selection.kind === "changed";
  const record = isNormal ? readRecords(root) : { known: [], diagnostics: [] };
  const kept = isNormal || selection.kind === "full" ? readCache(root) : [];
  const [recorded, known] = [verdictFinder(record.known), verdictFinder([...kept, ...record.known])];
  const verdicts = new Map<Mutant, KnownVerdict>();
  const askedFor = ({ plan, mutant }: PlacedMutant): { readonly key: string; readonly cells: () => string } => {
    const keys = keysOf(plan, mutant);
    return { key: isNormal ? keys.record : keys.full, cells: keys.cells };
  };
  return {
    verdictOn: (placed) => verdicts.get(placed.mutant) ?? known(askedFor(placed)),
    found({ plan, mutant }, verdict, asked) {
      const { record: key, full, cells } = keysOf(plan, mutant);
      const entry = { key, cells: asked === "cells" ? cells() : null, verdict };
      verdicts.set(mutant, entry);
      // a full run does not go by what was only held against the record
      const isFull = full !== key && !(isNormal && isOfText(mutant));
      if (isLasting(verdict)) addToCache(root, isFull ? [entry, { ...entry, key: full }] : [entry]);
    },
    isRecorded: (placed) => !isNormal || recorded(askedFor(placed)) !== undefined,
    diagnostics: record.diagnostics,
  };
}
