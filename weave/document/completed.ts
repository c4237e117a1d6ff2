/** Linked drafts → finished drafts: solutions moved, generated parts in place, and what that may have changed numbered. */
import type { ChunkGraph } from "../../tangle/index.ts";
import type { Totals } from "../../prove/index.ts";
import { cacheKey } from "../cache.ts";
import type { BookFiles } from "../files.ts";
import { answerOf, derived, keyOf, lazyOf, type Question } from "../lazyTree.ts";
import { openNodesOf } from "../nodesOf.ts";
import { once } from "../once.ts";
import { hasLeaf, leaves, leavesOf, partsNamed, type LeafPlace, type Parts } from "../plugins/leaves.ts";
import { isLeaf } from "../blocks/directives.ts";
import { moveSolutions } from "../plugins/moveSolutions.ts";
import { numberNotes } from "../plugins/numberNotes.ts";
import type { Cited } from "./citation.ts";
import type { Collected, MovedDraft } from "./collected.ts";
import { draftWith, withHeadingIds, type Draft } from "./draft.ts";
import { backIndex } from "./generated/backIndex.ts";
import { bibliography as bibliographyPart } from "./generated/bibliography.ts";
import { cards as cardsPart, cardsShown } from "./generated/cards.ts";
import { costs, derivations } from "./generated/catalogue.ts";
import { colophon } from "./generated/colophon.ts";
import { glossary } from "./generated/glossary.ts";
import { measurements } from "./generated/measurements.ts";
import { solutions as solutionsPart, solutionsShown } from "./generated/solutions.ts";
import type { Identifier } from "./identifiers.ts";
import type { ListedTerm } from "./listedTerms.ts";

/** What generated parts are made of besides the drafts. */
export interface Around {
  readonly graph: ChunkGraph;
  readonly cited: ReadonlyMap<string, Cited>;
  readonly names: readonly Identifier[];
  readonly labels: ReadonlyMap<string, string>;
  readonly files: BookFiles;
  readonly listed: readonly ListedTerm[];
  readonly totals: Totals | null;
}

/** The finished drafts. */
export interface Completed {
  readonly drafts: readonly Draft[];
  /** Finishes one draft again beside the others as they are, for an edit of it. */
  readonly again: (draft: Draft) => Draft;
}

/** Moves the solutions, expands generated parts, then numbers what that may have changed. */
export function completed(drafts: readonly Draft[], { cited, names, ...from }: Around): Completed {
  const homes = new Map(drafts.flatMap((draft) => partsNamed(draft, "solutions").map((of) => [of, draft] as const)));
  const move = (draft: Draft): MovedDraft => movedTo(draft, homes.get(draft.chapter.folder) ?? homes.get(null));
  const moved = drafts.map(move);
  const collected: Collected = { ...from, drafts: moved, cited: [...cited.values()] };
  const named = (part: "cards" | "index"): ReadonlySet<string | null> => new Set(drafts.flatMap((draft) => partsNamed(draft, part)));
  const expanded = expander(collected, { names, apart: new Set(homes.keys()), carded: named("cards"), indexed: named("index") });
  const finish = ({ draft }: MovedDraft): Draft => {
    const whole = withHeadingIds(expanded(draft));
    return draftWith(whole, derived(lazyOf(whole), ["notes", whole.pageId], (tree) => numberNotes(tree, whole.pageId)));
  };
  return { drafts: moved.map(finish), again: (draft) => finish(move(draft)) };
}

/** Without its solutions, where a page shows them. */
function movedTo(draft: Draft, appendix: Draft | undefined): MovedDraft {
  if (appendix === undefined) return { draft, solutions: () => [] };
  const [from, to] = [draft.section.path, appendix.section.path];
  const made = once(() => moveSolutions(draft.tree, from, to));
  return { draft: draftWith(draft, derived(lazyOf(draft), ["solutions moved", from, to], () => made().tree)), solutions: () => made().solutions };
}

/** What parts are made of besides the book; `apart` and `carded` are the chapters whose solutions and whose cards have pages of their own, and `indexed` the indexes that have. */
interface PartsFrom {
  readonly names: readonly Identifier[];
  readonly apart: ReadonlySet<string | null>;
  readonly carded: ReadonlySet<string | null>;
  readonly indexed: ReadonlySet<string | null>;
}

/** Puts generated parts in place of `::name`. A page with one depends on what this is made of: the part itself, or what tells it, where it is large. */
function expander(book: Collected, from: PartsFrom): (draft: Draft) => Draft {
  const parts = partsOf(book, from);
  const keyOfPart = ({ name, of }: LeafPlace): string | null => {
    if (name === "solutions") return keyOf([JSON.stringify([...from.apart]), ...solutionsShown(book, chosen(of, from))]);
    if (name === "cards") return cacheKey(JSON.stringify([[...from.carded], of, cardsShown(book, of)]));
    // how deep its headings are is told by what stands before it, in the page itself
    return isLeaf(name) ? cacheKey(JSON.stringify(parts[name](2, of))) : "";
  };
  return (draft) => {
    const places = leavesOf(draft);
    if (places.length === 0) return draft;
    const before = lazyOf(draft);
    const keys = before.key === null ? [null] : places.map(keyOfPart);
    return draftWith(draft, derived(before, ["parts", ...keys], (tree) => leaves(tree, parts)));
  };
}

function chosen(of: string | null, { apart }: PartsFrom): (chapter: Draft["chapter"]) => boolean {
  return ({ folder }) => (of === null ? !apart.has(folder) : folder === of);
}

function partsOf(book: Collected, from: PartsFrom): Parts {
  const { names, carded, indexed } = from;
  return {
    solutions: (depth, of) => solutionsPart(book, { depth, chosen: chosen(of, from), headed: of === null }),
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

function termCount({ drafts, listed }: Collected): number {
  const ofGlossary = drafts.some(({ draft }) => hasLeaf(draft, "glossary")) ? listed.length : 0;
  return drafts.reduce((sum, moved) => sum + answerOf(moved.draft, termsOn(moved)), ofGlossary);
}

function termsOn({ solutions }: MovedDraft): Question<number> {
  return {
    module: "weave/document/completed.ts", name: "count of terms",
    answer: (tree) => [tree, ...solutions().map(({ block }) => block)].reduce((sum, each) => sum + openNodesOf(each, "bookTerm").length, 0),
  };
}
