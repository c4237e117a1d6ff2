/** Which sections of the book need which: a section needs what it refers to among the sections before it, and what an appendix proves for it. */
import type { BookDocument, Page, Target } from "../../tree.ts";
import { answerOf, type Question } from "../../lazyTree.ts";
import { nodesOf } from "../../nodesOf.ts";

/** A section, and the sections that it refers to, each with the number of references. */
export interface SectionNeeds {
  readonly page: Page;
  /** In the order of the book. */
  readonly needs: ReadonlyMap<Page, number>;
}

/** All sections that need another or are needed, in the order of the book. */
export function needsOf({ pages, targets }: BookDocument): readonly SectionNeeds[] {
  const place = new Map(pages.map((page, index) => [page, index]));
  const end = pages.findLastIndex(({ chapter, number }) => number !== null && /^\d+$/.test(chapter.number ?? ""));
  const isNeeded = ({ page, kind }: Target, by: Page): boolean => page !== by && isSection(page) && !isExercises(page) && ((place.get(page) ?? 0) < (place.get(by) ?? 0) || proving.has(kind));
  const all = pages.slice(0, end + 1).filter((page) => isSection(page) && !isExercises(page)).map((page): SectionNeeds => {
    const counts = new Map<Page, number>();
    for (const id of answerOf(page, references)) {
      const target = targets.get(id);
      if (target !== undefined && isNeeded(target, page)) counts.set(target.page, (counts.get(target.page) ?? 0) + 1);
    }
    return { page, needs: new Map([...counts].sort(([a], [b]) => (place.get(a) ?? 0) - (place.get(b) ?? 0))) };
  });
  const known = new Set(all.map(({ page }) => page));
  const needed = new Set(all.flatMap(({ needs }) => [...needs.keys()]));
  const appended = pages.filter((page) => needed.has(page) && !known.has(page)).map((page): SectionNeeds => ({ page, needs: new Map() }));
  return [...all.filter(({ page, needs }) => needs.size > 0 || needed.has(page)), ...appended].sort((a, b) => (place.get(a.page) ?? 0) - (place.get(b.page) ?? 0));
}

/** What of an appendix a section can rest on. */
const proving: ReadonlySet<Target["kind"]> = new Set(["derivation", "theorem", "equation", "term"]);

function isSection({ role, number }: Page): boolean {
  return role === "section" && number !== null;
}

/** A section that is a list of exercises needs the whole of its chapter, which says nothing. */
function isExercises(page: Page): boolean {
  return answerOf(page, { module: "weave/html/graph/needs.ts", name: "exercises", answer: ({ children }) => children.filter((node) => node.type === "bookBlock" && node.kind === "exercise").length > 2 });
}

/** The targets of a page's references, in its order. */
export const references: Question<readonly string[]> = { module: "weave/html/graph/needs.ts", name: "references", answer: (tree) => nodesOf(tree, "bookReference").map(({ target }) => target) };
