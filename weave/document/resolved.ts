/** Drafts whose ids are known → drafts with citations, references and images resolved and generated parts in place. */
import type { ChunkGraph, Diagnostic } from "../../tangle/index.ts";
import type { Totals } from "../../prove/index.ts";
import type { Bibliography } from "./bibliography.ts";
import { citedWorks, type Cited } from "./citation.ts";
import { blocksIn, cards } from "./cards.ts";
import type { Collected } from "./collected.ts";
import type { Draft } from "./draft.ts";
import { withHeadingIds } from "./draft.ts";
import type { ExportsAt } from "./exports.ts";
import type { BookFiles } from "../files.ts";
import type { FormulaCheck } from "../formulas.ts";
import { backIndex } from "./generated/backIndex.ts";
import { bibliography as bibliographyPart } from "./generated/bibliography.ts";
import { costs, derivations } from "./generated/catalogue.ts";
import { cards as cardsPart } from "./generated/cards.ts";
import { colophon } from "./generated/colophon.ts";
import { glossary } from "./generated/glossary.ts";
import { measurements } from "./generated/measurements.ts";
import { solutions as solutionsPart } from "./generated/solutions.ts";
import { identifiers, type Identifier } from "./identifiers.ts";
import { strayPlaces, type ListedTerm } from "./listedTerms.ts";
import { citations, citedKeys } from "../plugins/citations.ts";
import { images } from "../plugins/images.ts";
import { hasLeaf, leaves, partsNamed, repeatedLeaves, strayLeaves, type Parts } from "../plugins/leaves.ts";
import { moveSolutions } from "../plugins/moveSolutions.ts";
import { numberNotes } from "../plugins/numberNotes.ts";
import { references } from "../plugins/references.ts";
import { trainings } from "./trainings.ts";
import { citedLabel, pageTarget, targetsIn } from "./targets.ts";
import { openNodesOf } from "../nodesOf.ts";

/** The finished drafts. */
export interface Resolved {
  readonly drafts: readonly Draft[];
  readonly cited: ReadonlyMap<string, Cited>;
  readonly identifiers: readonly Identifier[];
  readonly diagnostics: readonly Diagnostic[];
  /** Resolves one draft against the others as they are, for an edit of it. */
  readonly again: (draft: Draft) => ResolvedDraft;
}

/** One draft with what is wrong in it. */
export interface ResolvedDraft {
  readonly draft: Draft;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the drafts are resolved against. */
export interface Sources {
  readonly graph: ChunkGraph;
  readonly bibliography: Bibliography;
  readonly files: BookFiles;
  readonly listed: readonly ListedTerm[];
  readonly totals: Totals | null;
  readonly exportsAt: ExportsAt;
  /** Checks the formulas of cards. */
  readonly check: FormulaCheck;
}

/** Resolves everything; the mistakes are those of all files. */
export function resolved(drafts: readonly Draft[], from: Sources): Resolved {
  const cited = citedIn(drafts, from.bibliography);
  const own = labelsOf(drafts, cited);
  const labels = new Map([...own, ...glossaryLabels(drafts, from.listed)]);
  const pages = new Map(drafts.map((draft) => [draft.section.path, draft.pageId]));
  const linked = drafts.some((draft) => hasLeaf(draft.tree, "bibliography"));
  const trees = drafts.map(({ tree, section }) => ({ tree, source: section.source }));
  const diagnostics = [...repeatedLeaves(trees), ...strayLeaves(trees, new Set(drafts.map(({ chapter }) => chapter.folder))), ...strayPlaces(from.listed, (id) => own.has(id))];
  const link = (draft: Draft): ResolvedDraft => {
    const { section } = draft;
    const quoted = citations(draft.tree, section.source, { cited, all: from.bibliography.works.keys(), linked });
    const referring = references(quoted.tree, section, { labels, pages, files: from.files });
    const shown = images(referring.tree, section, from.files);
    return { draft: { ...draft, tree: shown.tree }, diagnostics: [quoted, referring, shown].flatMap((each) => each.diagnostics) };
  };
  const linkedDrafts = drafts.map(link);
  const names = identifiers(from.graph);
  const blocks = blocksIn(linkedDrafts.map(({ draft }) => draft.tree));
  const fill = (draft: Draft): ResolvedDraft => {
    const { source } = draft.section;
    const filled = cards(draft.tree, { source, folder: draft.chapter.folder }, { blocks, exportsAt: from.exportsAt, check: from.check });
    const trained = trainings(draft.tree, { source, folder: draft.chapter.folder }, { blocks, exportsAt: from.exportsAt });
    return { draft: { ...draft, tree: filled.tree }, diagnostics: [...filled.diagnostics, ...trained] };
  };
  const carded = linkedDrafts.map(({ draft }) => fill(draft));
  diagnostics.push(...[...linkedDrafts, ...carded].flatMap((each) => each.diagnostics));
  const completed = complete(carded.map(({ draft }) => draft), { ...from, cited, names, labels });
  const again = (draft: Draft): ResolvedDraft => {
    const linkedAgain = link(draft);
    const filled = fill(linkedAgain.draft);
    return { draft: completed.again(filled.draft), diagnostics: [...linkedAgain.diagnostics, ...filled.diagnostics] };
  };
  return { drafts: completed.drafts, cited, identifiers: names, diagnostics, again };
}

function citedIn(drafts: readonly Draft[], { works }: Bibliography): ReadonlyMap<string, Cited> {
  const keys = new Set(drafts.flatMap((draft) => [...citedKeys(draft.tree, draft.section.source)]));
  return new Map(citedWorks([...keys].flatMap((key) => works.get(key) ?? [])).map((cited) => [cited.work.key, cited]));
}

function labelsOf(drafts: readonly Draft[], cited: ReadonlyMap<string, Cited>): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const [key, work] of cited) labels.set(`bib-${key}`, citedLabel(work));
  for (const draft of drafts) {
    for (const { key, label } of [...targetsIn(draft.tree, draft.pageId, cited), pageTarget(draft)]) labels.set(key, label);
  }
  return labels;
}

/** The terms that only the glossary defines. */
function glossaryLabels(drafts: readonly Draft[], listed: readonly ListedTerm[]): readonly (readonly [string, string])[] {
  if (!drafts.some(({ tree }) => hasLeaf(tree, "glossary"))) return [];
  return listed.flatMap(({ term, bold, where, home }) => (bold.length === 0 && where.length === 0 ? [[home, term] as const] : []));
}

/** Moves the solutions, expands generated parts, then numbers what that may have changed. */
function complete(drafts: readonly Draft[], from: Sources & { readonly cited: ReadonlyMap<string, Cited>; readonly names: readonly Identifier[]; readonly labels: ReadonlyMap<string, string> }): { readonly drafts: readonly Draft[]; readonly again: (draft: Draft) => Draft } {
  const homes = new Map(drafts.flatMap((draft) => partsNamed(draft.tree, "solutions").map((of) => [of, draft] as const)));
  const move = (draft: Draft): ReturnType<typeof moveSolutions> => {
    const appendix = homes.get(draft.chapter.folder) ?? homes.get(null);
    return appendix === undefined ? { tree: draft.tree, solutions: [] } : moveSolutions(draft.tree, draft.section.path, appendix.section.path);
  };
  const moved = drafts.map((draft) => ({ draft, ...move(draft) }));
  const rest = moved.map(({ draft, tree }): Draft => ({ ...draft, tree }));
  const collected: Collected = {
    drafts: rest,
    graph: from.graph,
    cited: [...from.cited.values()],
    solutions: moved.flatMap(({ draft, solutions }) => solutions.map((solution) => ({ draft, solution }))),
    files: from.files,
    listed: from.listed,
    labels: from.labels,
    totals: from.totals,
  };
  const named = (part: "cards" | "index"): ReadonlySet<string | null> => new Set(drafts.flatMap((draft) => partsNamed(draft.tree, part)));
  const parts = partsOf(collected, { names: from.names, apart: new Set(homes.keys()), carded: named("cards"), indexed: named("index") });
  const finish = (draft: Draft): Draft => {
    const expanded = withHeadingIds({ ...draft, tree: leaves(draft.tree, parts) });
    return { ...expanded, tree: numberNotes(expanded.tree, draft.pageId) };
  };
  return { drafts: rest.map(finish), again: (draft) => finish({ ...draft, tree: move(draft).tree }) };
}

/** What parts are made of besides the book; `apart` and `carded` are the chapters whose solutions and whose cards have pages of their own, and `indexed` the indexes that have. */
interface PartsFrom {
  readonly names: readonly Identifier[];
  readonly apart: ReadonlySet<string | null>;
  readonly carded: ReadonlySet<string | null>;
  readonly indexed: ReadonlySet<string | null>;
}

function partsOf(book: Collected, { names, apart, carded, indexed }: PartsFrom): Parts {
  return {
    solutions: (depth, of) => solutionsPart(book, { depth, chosen: ({ folder }) => (of === null ? !apart.has(folder) : folder === of), headed: of === null }),
    glossary: () => glossary(book),
    bibliography: () => bibliographyPart(book),
    index: (depth, of) => backIndex({ terms: termCount(book), identifiers: names.length, chunks: book.graph.chunks.size }, { of, apart: indexed, depth }),
    derivations: (depth) => derivations(book, depth),
    costs: (depth) => costs(book, depth),
    measurements: () => measurements(book),
    colophon: (depth) => colophon(book, depth),
    cards: (depth, of) => cardsPart(book, { depth, of, apart: carded }),
  };
}

function termCount({ drafts, solutions, listed }: Collected): number {
  const ofGlossary = drafts.some(({ tree }) => hasLeaf(tree, "glossary")) ? listed.length : 0;
  const trees = [...drafts.map((draft) => draft.tree), ...solutions.map((each) => each.solution.block)];
  return trees.reduce((sum, tree) => sum + openNodesOf(tree, "bookTerm").length, ofGlossary);
}
