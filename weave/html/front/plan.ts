/** The plan of the book on its front page: part by part, the chapters that are there and those to come. */
import type { BookDocument, DocumentChapter } from "../../tree.ts";
import { escapeHtml } from "../hast.ts";
import { relativeHref } from "../links.ts";

/** The map; empty for a book that has no plan. */
export function planHtml({ meta: { plan }, parts }: BookDocument, from: string): string {
  if (plan.length === 0) return "";
  const chapters = new Map(parts.flatMap((part) => part.chapters).map((chapter) => [chapter.folder, chapter]));
  const entries = plan.map(({ title, question, chapters: named }) => ({ title, question, stages: named.map((name) => stageOf(name, chapters.get(name))) }));
  const numbered = entries.flatMap(({ stages }) => stages).filter(({ number }) => number !== null);
  const items = entries.map(({ title, question, stages }) => [
    `<li><h3>${escapeHtml(title)}</h3>`,
    ...(question === null ? [] : [`<p class="question">${escapeHtml(question)}</p>`]),
    `<ol>\n${stages.map((stage) => stageHtml(stage, from)).join("\n")}\n</ol></li>`,
  ].join("\n"));
  return `<section class="plan" aria-labelledby="plan">\n<h2 id="plan">The plan</h2>\n<p>${sumOf(numbered)}</p>\n<ol class="plan-parts">\n${items.join("\n")}\n</ol>\n</section>`;
}

interface Stage {
  readonly number: string | null;
  readonly title: string;
  /** Null for one to come. */
  readonly href: string | null;
  readonly tagline: string | null;
}

function stageOf(name: string, chapter: DocumentChapter | undefined): Stage {
  if (chapter !== undefined) return { number: chapter.number, title: chapter.opening.titleText, href: chapter.opening.href, tagline: chapter.opening.tagline };
  const [, number = null, title = name] = /^(\d+)\s+(.*)$/.exec(name) ?? [];
  return { number, title, href: null, tagline: null };
}

function stageHtml({ number, title, href, tagline }: Stage, from: string): string {
  const label = `<span class="number">${number ?? ""}</span> <span>${escapeHtml(title)}</span>`;
  const line = tagline === null ? "" : ` <span class="tagline">${escapeHtml(tagline)}</span>`;
  if (href === null) return `<li class="planned"><span class="stage">${label}</span></li>`;
  return `<li><a class="stage" href="${escapeHtml(relativeHref(from, href))}">${label}</a>${line}</li>`;
}

function sumOf(numbered: readonly Stage[]): string {
  const written = numbered.filter(({ href }) => href !== null).length;
  const chapters = `${numbered.length} ${numbered.length === 1 ? "chapter" : "chapters"}`;
  return written === numbered.length ? `All ${chapters} are written.` : `${written} of ${chapters} are written; the others have no link yet.`;
}
