/** A draft with its citations, references and images resolved, and then its cards filled. */
import type { Root } from "mdast";
import type { Diagnostic } from "../../tangle/index.ts";
import { cacheKey } from "../cache.ts";
import type { BookFiles } from "../files.ts";
import { answerOf, derived, keyOf, lazyOf, lazyTree } from "../lazyTree.ts";
import { once } from "../once.ts";
import { citations } from "../plugins/citations.ts";
import { images } from "../plugins/images.ts";
import { references } from "../plugins/references.ts";
import { blocksWanted, cards, type Originals } from "./cards.ts";
import type { Cited } from "./citation.ts";
import { draftWith, type Draft } from "./draft.ts";
import type { ExportsDigest } from "./exports.ts";
import { packDiagnostics, unpackDiagnostics, type PackedDiagnostics } from "./packed.ts";
import { trainings } from "./trainings.ts";

/** One draft with what is wrong in it. */
export interface ResolvedDraft {
  readonly draft: Draft;
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves one draft, or fills its cards. */
export type Resolve = (draft: Draft) => ResolvedDraft;

/** What citations, references and images lead to. */
export interface Links {
  readonly cited: ReadonlyMap<string, Cited>;
  /** The keys of all works. */
  readonly works: readonly string[];
  /** Whether citations lead to a bibliography. */
  readonly linked: boolean;
  readonly labels: ReadonlyMap<string, string>;
  readonly pages: ReadonlyMap<string, string>;
  readonly files: BookFiles;
}

/** A tree with what was found out while it was made. */
interface LinkedTree {
  readonly tree: Root;
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were asked for. */
  readonly files: readonly string[];
}

/** Resolves citations, references and images. */
export function linker(to: Links): Resolve {
  const { cited, works, linked, labels, pages, files } = to;
  const around = cacheKey(JSON.stringify([[...cited].map(([key, { authors, year }]) => [key, authors, year]), works, linked, [...labels], [...pages]]));
  return (draft) => {
    const { source } = draft.section;
    const made = once(() => linkedTree(draft, to));
    const before = lazyOf(draft);
    const all = draftWith(draft, lazyTree({ key: keyOf([before.key, "links", around]), kept: before.kept, make: () => made().tree }));
    // which files are asked for, and the tree, are the same whichever files there are; what is said of the missing ones is not
    const asked = answerOf(all, { module: "weave/document/linked.ts", name: "files", answer: () => made().files });
    const there = asked.map((path) => [path, files.has(path)]);
    const own = draftWith(draft, derived(lazyOf(all), [JSON.stringify(there)], (tree) => tree));
    const said = answerOf(own, mistakes(() => packDiagnostics(made().diagnostics, source)));
    return { draft: own, diagnostics: unpackDiagnostics(said, source) };
  };
}

function linkedTree({ tree, section }: Draft, { cited, works, linked, labels, pages, files }: Links): LinkedTree {
  const asked = new Set<string>();
  const seen: BookFiles = { ...files, has: (path) => (asked.add(path), files.has(path)) };
  const quoted = citations(tree, section.source, { cited, all: works, linked });
  const referring = references(quoted.tree, section, { labels, pages, files: seen });
  const shown = images(referring.tree, section, seen);
  return { tree: shown.tree, diagnostics: [quoted, referring, shown].flatMap((each) => each.diagnostics), files: [...asked] };
}

function mistakes(answer: () => PackedDiagnostics) {
  return { module: "weave/document/linked.ts", name: "mistakes", answer };
}

/** Fills cards from what they refer to, and checks what figures say of trainings. */
export function filler(originals: Originals, exportsDigest: ExportsDigest): Resolve {
  const { blocks } = originals;
  return (draft) => {
    const wanted = blocksWanted(draft);
    if (wanted === null) return { draft, diagnostics: [] };
    const { chapter: { folder }, section: { source } } = draft;
    const from = lazyOf(draft);
    const made = once(() => cards(draft.tree, { source, folder }, originals));
    const others = from.key === null ? null : JSON.stringify([folder, wanted.map((id) => [id, blocks.digest(id)]), blocks.training, exportsDigest(folder)]);
    const filled = draftWith(draft, derived(from, ["cards", others], () => made().tree));
    const said = answerOf(filled, mistakes(() => packDiagnostics([...made().diagnostics, ...trainings(draft.tree, { source, folder }, originals)], source)));
    return { draft: filled, diagnostics: unpackDiagnostics(said, source) };
  };
}
