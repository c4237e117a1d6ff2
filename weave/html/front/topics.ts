/** The topics of the book in the words of its field, by the chapter that treats them. */
import { order } from "../../document/generated/glossary.ts";
import { answerOf, type Question } from "../../lazyTree.ts";
import type { BookDocument, DocumentChapter, Target } from "../../tree.ts";
import { walk } from "../../walk.ts";
import { escapeHtml } from "../hast.ts";
import { placeHref } from "../links.ts";

/** The index of topics; empty for a book without a list of terms. */
export function topicsHtml({ terms, targets, parts }: BookDocument, from: string): string {
  const topics = new Map<DocumentChapter, Topic[]>();
  for (const { term, ids: [home = ""], bold } of terms) {
    const target = targets.get(home);
    // what only the glossary explains is no topic of a chapter
    if (target === undefined || (bold.length === 0 && isEntry(target))) continue;
    topics.set(target.page.chapter, [...(topics.get(target.page.chapter) ?? []), { term, target }]);
  }
  const chapters = parts.flatMap((part) => part.chapters).filter((chapter) => topics.has(chapter));
  if (chapters.length === 0) return "";
  const items = chapters.map((chapter) => {
    const own = (topics.get(chapter) ?? []).toSorted((a, b) => order.compare(a.term, b.term));
    return `<h3>${nameOf(chapter)}</h3>\n<p>${own.map((topic) => topicHtml(topic, from)).join(" · ")}</p>`;
  });
  return `<section class="topics" aria-labelledby="topics">\n<h2 id="topics">Topics</h2>\n${items.join("\n")}\n</section>`;
}

interface Topic {
  readonly term: string;
  readonly target: Target;
}

/** True for an anchor that the glossary makes for a term which nothing else in the book defines or treats. */
function isEntry({ id, kind, page }: Target): boolean {
  if (kind !== "term") return false;
  return answerOf(page, entries).includes(id);
}

/** The anchors of a page's entries of the glossary. */
const entries: Question<readonly string[]> = {
  module: "weave/html/front/topics.ts", name: "anchors of entries",
  answer(tree) {
    const found: string[] = [];
    walk(tree, (node) => void (node.data?.entry?.id != null && found.push(node.data.entry.id)));
    return found;
  },
};

function topicHtml({ term, target }: Topic, from: string): string {
  return `<a href="${escapeHtml(placeHref(from, target))}">${escapeHtml(term)}</a>`;
}

function nameOf({ number, opening }: DocumentChapter): string {
  return `${number === null ? "" : `<span class="number">${number}</span> `}${escapeHtml(opening.titleText)}`;
}
