/** `::solutions`: what stood in the exercises, chapter by chapter. */
import type { BlockContent, Heading } from "mdast";
import type { Collected } from "../collected.ts";
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
export function solutions({ solutions: all, drafts }: Collected, { depth, chosen, headed }: Choice): readonly BlockContent[] {
  const moved = all.filter(({ draft }) => chosen(draft.chapter));
  if (moved.length === 0) return [paragraph([text("No exercise has a solution yet.")])];
  return moved.flatMap(({ draft, solution: { exercise, block } }, index): BlockContent[] => {
    const first = headed && moved[index - 1]?.draft.chapter !== draft.chapter;
    const back = { type: "bookReference" as const, target: exercise.id, children: [text(exercise.label)] };
    return [...(first ? [{ ...chapterHeading(draft, drafts), depth }] : []), { ...block, title: [back] }];
  });
}
