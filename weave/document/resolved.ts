/** Drafts whose ids are known → drafts with citations, references and images resolved and generated parts in place. */
import type { ChunkGraph, Diagnostic } from "../../tangle/index.ts";
import type { Totals } from "../../prove/index.ts";
import type { Bibliography } from "./bibliography.ts";
import { blocksIn } from "./cards.ts";
import { citedWorks, type Cited } from "./citation.ts";
import { completed } from "./completed.ts";
import type { Draft } from "./draft.ts";
import type { ExportsAt, ExportsDigest } from "./exports.ts";
import type { BookFiles } from "../files.ts";
import type { FormulaCheck } from "../formulas.ts";
import type { Identifier } from "./identifiers.ts";
import { filler, linker, type ResolvedDraft } from "./linked.ts";
import { strayPlaces, type ListedTerm } from "./listedTerms.ts";
import { citedKeys } from "../plugins/citations.ts";
import { hasLeaf, repeatedLeaves, strayLeaves } from "../plugins/leaves.ts";
import { citedLabel, pageTarget, targetsIn } from "./targets.ts";

/** The finished drafts. */
export interface Resolved {
  readonly drafts: readonly Draft[];
  readonly cited: ReadonlyMap<string, Cited>;
  readonly identifiers: readonly Identifier[];
  readonly diagnostics: readonly Diagnostic[];
  /** Resolves one draft against the others as they are, for an edit of it. */
  readonly again: (draft: Draft) => ResolvedDraft;
}

/** What the drafts are resolved against. */
export interface Sources {
  readonly graph: ChunkGraph;
  readonly bibliography: Bibliography;
  readonly files: BookFiles;
  readonly listed: readonly ListedTerm[];
  readonly totals: Totals | null;
  /** The exported names of the program. */
  readonly names: readonly Identifier[];
  readonly exportsAt: ExportsAt;
  readonly exportsDigest: ExportsDigest;
  /** Checks the formulas of cards. */
  readonly check: FormulaCheck;
}

/** Resolves everything; the mistakes are those of all files. */
export function resolved(drafts: readonly Draft[], from: Sources): Resolved {
  const cited = citedIn(drafts, from.bibliography);
  const own = labelsOf(drafts, cited);
  const labels = new Map([...own, ...glossaryLabels(drafts, from.listed)]);
  const pages = new Map(drafts.map((draft) => [draft.section.path, draft.pageId]));
  const linked = drafts.some((draft) => hasLeaf(draft, "bibliography"));
  const diagnostics = [...repeatedLeaves(drafts), ...strayLeaves(drafts, new Set(drafts.map(({ chapter }) => chapter.folder))), ...strayPlaces(from.listed, (id) => own.has(id))];
  const link = linker({ cited, works: [...from.bibliography.works.keys()], linked, labels, pages, files: from.files });
  const linkedDrafts = drafts.map(link);
  const fill = filler({ blocks: blocksIn(linkedDrafts.map(({ draft }) => draft)), exportsAt: from.exportsAt, check: from.check }, from.exportsDigest);
  const carded = linkedDrafts.map(({ draft }) => fill(draft));
  diagnostics.push(...[...linkedDrafts, ...carded].flatMap((each) => each.diagnostics));
  const finished = completed(carded.map(({ draft }) => draft), { ...from, cited, labels });
  const again = (draft: Draft): ResolvedDraft => {
    const linkedAgain = link(draft);
    const filled = fill(linkedAgain.draft);
    return { draft: finished.again(filled.draft), diagnostics: [...linkedAgain.diagnostics, ...filled.diagnostics] };
  };
  return { drafts: finished.drafts, cited, identifiers: from.names, diagnostics, again };
}

function citedIn(drafts: readonly Draft[], { works }: Bibliography): ReadonlyMap<string, Cited> {
  const keys = new Set(drafts.flatMap((draft) => citedKeys(draft, draft.section.source)));
  return new Map(citedWorks([...keys].flatMap((key) => works.get(key) ?? [])).map((cited) => [cited.work.key, cited]));
}

function labelsOf(drafts: readonly Draft[], cited: ReadonlyMap<string, Cited>): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const [key, work] of cited) labels.set(`bib-${key}`, citedLabel(work));
  for (const draft of drafts) {
    for (const { key, label } of [...targetsIn(draft, draft.pageId, cited), pageTarget(draft)]) labels.set(key, label);
  }
  return labels;
}

/** The terms that only the glossary defines. */
function glossaryLabels(drafts: readonly Draft[], listed: readonly ListedTerm[]): readonly (readonly [string, string])[] {
  if (!drafts.some((draft) => hasLeaf(draft, "glossary"))) return [];
  return listed.flatMap(({ term, bold, where, home }) => (bold.length === 0 && where.length === 0 ? [[home, term] as const] : []));
}
