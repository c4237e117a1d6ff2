/** Everything that can be referred to: what an id is and what a reference to it prints. */
import type { Root } from "mdast";
import type { Cited } from "./citation.ts";
import type { Draft } from "./draft.ts";
import { pageLabel } from "./pageTitles.ts";
import { answerOf, type WithTree } from "../lazyTree.ts";
import type { Target } from "../tree.ts";
import { textOf, walkOpen } from "../walk.ts";

/** A target but for its page, and the key it has in `BookDocument.targets`. */
export type Named = Omit<Target, "page"> & { readonly key: string };

/** The page itself. */
export function pageTarget(draft: Draft): Named {
  const kind = draft.section.role === "opening" ? "chapter" : "section";
  return { key: draft.pageId, id: draft.pageId, kind, label: pageLabel(draft) };
}

/** What stands in a page's tree. Ids generated for headings have the page's before them in their key. */
export function targetsIn(page: WithTree, pageId: string, cited: ReadonlyMap<string, Cited>): readonly Named[] {
  const found = answerOf(page, { module: "weave/document/targets.ts", name: `targets ${pageId}`, answer: (tree) => targetsInTree(tree, pageId) });
  return found.map(({ work, ...named }) => (work === null ? named : { ...named, label: citedLabel(cited.get(work)) }));
}

/** `work` is the key of a work whose label the bibliography has. */
function targetsInTree(tree: Root, pageId: string): readonly (Named & { readonly work: string | null })[] {
  const found: (Named & { work: string | null })[] = [];
  walkOpen(tree, (node, parent) => {
    switch (node.type) {
      case "heading":
        if (node.data?.id && !(parent.type === "root" && node.depth === 1)) {
          const { id } = node.data;
          found.push({ key: node.data.explicit ? id : `${pageId}/${id}`, id, kind: "heading", label: textOf(node).trim(), work: null });
        }
        break;
      case "bookBlock":
        found.push({ key: node.id, id: node.id, kind: node.kind, label: node.label, work: null });
        break;
      case "bookCode":
        if (node.id) found.push({ key: node.id, id: node.id, kind: node.chunk ? "chunk" : "cell", label: node.chunk?.name ?? "the code", work: null });
        break;
      case "bookTerm":
        found.push({ key: node.id, id: node.id, kind: "term", label: node.term, work: null });
        break;
      case "bookBibliographyEntry":
        found.push({ key: node.id, id: node.id, kind: "bibliography", label: "", work: node.key });
        break;
    }
  });
  return found;
}

/** "Shannon 1948". */
export function citedLabel(cited: Cited | undefined): string {
  return cited ? `${cited.authors} ${cited.year}` : "";
}
