/** The things of a book that were shown, or that cannot be, each with the words that lead to it. */
import type { PhrasingContent, RootContent } from "mdast";
import { answerOf, type Question } from "../../lazyTree.ts";
import type { Collected, MovedDraft } from "../collected.ts";
import type { Draft } from "../draft.ts";
import { pageLabel } from "../pageTitles.ts";
import type { Proof } from "../../proof.ts";
import { text, walkOpen } from "../../walk.ts";

/** One of them. */
export interface Proven {
  /** A link to it: "Derivation 1.2", "A cell of Section 1.3", or "An experiment of Section 1.3". */
  readonly name: readonly PhrasingContent[];
  readonly proof: Proof;
  /** True for derivations and costs. */
  readonly isBlock: boolean;
}

/** All of them in the order of the book, those of a file's solutions after its others. */
export function provenIn({ drafts }: Collected): readonly Proven[] {
  return drafts.flatMap((moved) => answerOf(moved.draft, provenOn(moved)));
}

function provenOn({ draft, solutions }: MovedDraft): Question<readonly Proven[]> {
  return {
    module: "weave/document/generated/proven.ts", name: `proven ${draft.pageId} ${pageLabel(draft)}`,
    answer: ({ children }) => found([...children, ...solutions().map(({ block }) => block)], draft),
  };
}

function found(content: readonly RootContent[], draft: Draft): readonly Proven[] {
  const all: Proven[] = [];
  walkOpen({ type: "root", children: [...content] }, (node) => {
    if (node.type === "bookBlock" && node.proof !== null && (node.kind === "derivation" || node.kind === "cost")) {
      all.push({ name: [{ type: "bookReference", target: node.id, children: [text(node.label)] }], proof: node.proof, isBlock: true });
    }
    if (node.type === "bookCode" && node.proof !== null) {
      const target = node.id ?? draft.pageId;
      all.push({ name: [{ type: "bookReference", target, children: [text(`${node.role === "experiment" ? "An experiment" : "A cell"} of ${pageLabel(draft)}`)] }], proof: node.proof, isBlock: false });
    }
  });
  return all;
}
