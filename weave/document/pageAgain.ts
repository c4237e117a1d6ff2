/** One page made again after its prose was edited, in a document that stays as it was. */
import type { Root } from "mdast";
import { hasErrors, type Diagnostic, type Fence, type Location, type Section } from "../../tangle/index.ts";
import { loadedVersion, sourceDigest } from "../../tangle/standing/index.ts";
import { answerOf, keyOf, lazyTree, nothingKept, withTree, type KeptAnswers, type WithTree } from "../lazyTree.ts";
import { once } from "../once.ts";
import { guesses } from "../guesses/guesses.ts";
import { chunkParts, shownIn, type ShownChunk } from "../plugins/chunkParts.ts";
import { answers } from "../plugins/answers.ts";
import { bookTerms } from "../plugins/bookTerms.ts";
import { numberBlocks } from "../plugins/numberBlocks.ts";
import type { Plugged } from "../plugins/plugged.ts";
import { proofs, type EvidenceAt, type Staleness } from "../plugins/proofs.ts";
import type { BlockKind, BookDocument, Page } from "../tree.ts";
import { walk } from "../walk.ts";
import { withHeadingIds, type Draft, type Position } from "./draft.ts";
import { editOf, offsetBefore, type Edit } from "./edit.ts";
import { packDiagnostics, unpackDiagnostics } from "./packed.ts";
import { pageOf } from "./pages.ts";
import type { Resolved } from "./resolved.ts";
import type { SectionReader } from "./structure.ts";
import { targetsIn } from "./targets.ts";

/**
 * The page of a file whose prose was edited, with all else as it was in the document: numbers and labels of other pages, chunks,
 * evidence. Null where the file alone does not tell it: where more than prose changed, or where something in it is wrong now. It holds
 * until the book is read again.
 */
export type PageAgain = (section: Section) => { readonly document: BookDocument; readonly page: Page } | null;

/** A file with its structure and what the evidence says of it. */
export interface StructuredFile extends WithTree {
  readonly at: Position;
}

/** How a file's structure is read. */
export interface HowRead {
  readonly reader: SectionReader;
  readonly evidence: EvidenceAt;
  readonly staleness: Staleness;
}

/** What a document was made of, as far as a page of it depends on that; lists are in the order of its pages. */
export interface Made extends HowRead {
  readonly document: BookDocument;
  readonly files: readonly StructuredFile[];
  readonly drafts: readonly Draft[];
  /** The ids that authors wrote. */
  readonly ids: ReadonlySet<string>;
  readonly shown: ReadonlyMap<Fence, ShownChunk>;
  /** Where each term is defined. */
  readonly places: ReadonlyMap<string, Location>;
  readonly resolved: Resolved;
}

/** A file's structure with what the evidence says of it. */
export function provenStructure(section: Section, { reader, evidence, staleness }: HowRead): Plugged {
  const { tree, diagnostics } = reader(section);
  const made = proofs(tree, section, { evidence, staleness });
  const guessed = guesses(made.tree, tree, section.source);
  return { tree: guessed.tree, diagnostics: [...diagnostics, ...made.diagnostics, ...guessed.diagnostics, ...answers(made.tree, section.source)] };
}

/** The same, each file's tree made only when somebody asks for it; what is wrong in it is known before. */
export function structuredFile(at: Position, how: HowRead, kept: KeptAnswers): { readonly file: StructuredFile; readonly diagnostics: readonly Diagnostic[] } {
  const { section } = at;
  const { path, title, source } = section;
  const made = once(() => provenStructure(section, how));
  const key = kept === nothingKept ? null : keyOf([loadedVersion(["weave/document.ts"]), path, title, sourceDigest(source), how.evidence.digestOf?.(path) ?? null, how.staleness]);
  const file = withTree({ at }, lazyTree({ key, kept, make: () => made().tree }));
  const diagnostics = answerOf(file, { module: "weave/document/pageAgain.ts", name: "mistakes", answer: () => packDiagnostics(made().diagnostics, source) });
  return { file, diagnostics: unpackDiagnostics(diagnostics, source) };
}

/** Makes pages again in the document that was made of `made`. */
export function againOf(made: Made): PageAgain {
  return (section) => {
    const index = made.files.findIndex(({ at }) => at.section.path === section.path);
    const [file, draft, before] = [made.files[index], made.drafts[index], made.document.pages[index]];
    if (file === undefined || draft === undefined || before === undefined) return null;
    const edit = editOf(file.at.section.source.text, section.source.text);
    if (section.fences.length !== file.at.section.fences.length || !isOfProse(edit, file.tree)) return null;
    const at: EvidenceAt["at"] = (path, offset) => made.evidence.at(path, offsetBefore(edit, offset));
    const { digestOf: _, ...evidence } = made.evidence;
    const structured = provenStructure(section, { ...made, evidence: { ...evidence, at } });
    const taken = new Set(made.ids);
    const numbered = numberedIn(made, { index, tree: structured.tree, taken });
    const withChunks = chunkParts(numbered, shownIn(section, movedViews(file.at.section, section, { edit, shown: made.shown })));
    const words = bookTerms(withChunks, section.source, { places: placesOutside(section.path, made.places), taken });
    const resolved = made.resolved.again(withHeadingIds({ ...draft, section, tree: words.tree }));
    if (hasErrors([...structured.diagnostics, ...words.diagnostics, ...resolved.diagnostics])) return null;
    const page = pageOf(resolved.draft, before.chapter);
    return { page, document: withPage(made, { before, page, draft: resolved.draft }) };
  };
}

const checked: ReadonlySet<BlockKind> = new Set<BlockKind>(["derivation", "cost", "figure", "table", "card"]);

/** Whether an edit lies in prose alone, by the tree of the text before: not in code, and not in what is checked, computed or drawn. */
function isOfProse({ start, end }: Edit, tree: Root): boolean {
  let isProse = true;
  walk(tree, (node) => {
    const isFixed = node.type === "bookCode" || node.type === "bookValue" || (node.type === "bookBlock" && checked.has(node.kind)) || node.type === "image";
    const [from, to] = [node.position?.start.offset ?? -1, node.position?.end.offset ?? -1];
    if (isFixed && from <= end && start <= to) isProse = false;
  });
  return isProse;
}

/** The tree of a file with its blocks numbered among those of its chapter. */
function numberedIn({ files, drafts }: Made, { index, tree, taken }: { readonly index: number; readonly tree: Root; readonly taken: Set<string> }): Root {
  const chapter = files.flatMap(({ at }, other) => (at.chapter === files[index]?.at.chapter ? [other] : []));
  const trees = chapter.map((other) => (other === index ? tree : files[other]?.tree ?? tree));
  return numberBlocks(trees, drafts[index]?.prefix ?? "", taken)[chapter.indexOf(index)] ?? tree;
}

/** The views of the chunks that stand in a file now, by their fences, which the edit has moved. */
function movedViews(before: Section, now: Section, { edit, shown }: { readonly edit: Edit; readonly shown: Made["shown"] }): Made["shown"] {
  const old = new Map<number, Fence>(before.fences.map((fence) => [fence.span.start, fence]));
  return new Map(now.fences.flatMap((fence) => {
    const was = old.get(offsetBefore(edit, fence.span.start));
    const view = was && shown.get(was);
    return view === undefined ? [] : [[fence, view] as const];
  }));
}

function placesOutside(path: string, places: Made["places"]): Map<string, Location> {
  return new Map([...places].filter(([, place]) => !("source" in place) || place.source.path !== path));
}

/** The document with a page in another's place, which all that led to the old one lead to. */
function withPage({ document, resolved }: Made, { before, page, draft }: { readonly before: Page; readonly page: Page; readonly draft: Draft }): BookDocument {
  const targets = new Map([...document.targets].map(([key, target]) => [key, target.page === before ? { ...target, page } : target]));
  for (const { key, ...target } of targetsIn(draft, draft.pageId, resolved.cited)) if (!targets.has(key)) targets.set(key, { ...target, page });
  return { ...document, pages: document.pages.map((each) => (each === before ? page : each)), targets };
}
