/** `::solutions`: what stood in the exercises, chapter by chapter. */
import type { BlockContent, Heading } from "mdast";
import { answerOf, lazyOf } from "../../lazyTree.ts";
import type { Collected, MovedDraft } from "../collected.ts";
import type { Draft } from "../draft.ts";
import { text } from "../../walk.ts";
import { chapterHeading, paragraph } from "./grouped.ts";

/** Of which chapters, and whether each has a heading, of what depth. */
export interface Choice {
  readonly depth: Heading["depth"];
  readonly chosen: (chapter: Draft["chapter"]) => boolean;
  readonly headed: boolean;
}

/** A heading for each chapter with solutions, then these, each with a link back to its exercise. */
export function solutions(book: Collected, { depth, chosen, headed }: Choice): readonly BlockContent[] {
  const moved = showing(book, chosen).flatMap(({ draft, solutions: own }) => own().map((solution) => ({ draft, solution })));
  if (moved.length === 0) return [paragraph([text("No exercise has a solution yet.")])];
  return moved.flatMap(({ draft, solution: { exercise, block } }, index): BlockContent[] => {
    const first = headed && moved[index - 1]?.draft.chapter !== draft.chapter;
    const back = { type: "bookReference" as const, target: exercise.id, children: [text(exercise.label)] };
    return [...(first ? [{ ...chapterHeading(draft, book), depth }] : []), { ...block, title: [back] }];
  });
}

/** Keys of all that the list is made of; null is what nobody knows. */
export function solutionsShown(book: Collected, chosen: Choice["chosen"]): readonly (string | null)[] {
  return showing(book, chosen).flatMap(({ draft }) => [lazyOf(draft).key, JSON.stringify(chapterHeading(draft, book))]);
}

/** The chosen drafts with solutions. */
function showing({ drafts }: Collected, chosen: Choice["chosen"]): readonly MovedDraft[] {
  return drafts.filter(({ draft, solutions: own }) =>
    chosen(draft.chapter) && answerOf(draft, { module: "weave/document/generated/solutions.ts", name: "has solutions", answer: () => own().length > 0 }));
}
