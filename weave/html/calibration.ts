/** The place at a chapter's end in which its reader's guesses are summed up. It is empty, and not seen, until a script fills it. */
import type { Guess } from "../reader/guesses/guess.ts";
import { answerOf } from "../lazyTree.ts";
import type { Page } from "../tree.ts";
import { escapeHtml } from "./hast.ts";
import { relativeHref } from "./links.ts";

/** That of the last page of a chapter that asks for guesses; "" for any other page. */
export function calibrationHtml(page: Page): string {
  const { opening, sections } = page.chapter;
  if (page.href !== (sections.at(-1) ?? opening).href) return "";
  const listed = [opening, ...sections].flatMap((each) => guessesOf(each).map(({ id, label }) => [id, label, `${each.href === page.href ? "" : relativeHref(page.href, each.href)}#${id}`]));
  return listed.length === 0 ? "" : `\n<section class="calibration" aria-label="Your guesses" hidden data-guesses="${escapeHtml(JSON.stringify(listed))}"></section>`;
}

/** What a page asks its reader to guess. */
function guessesOf(page: Page): readonly Guess[] {
  return answerOf(page, { module: "weave/html/calibration.ts", name: "guesses", answer: ({ children }) => children.flatMap((node) => (node.type === "paragraph" ? (node.data?.guesses ?? []) : [])) });
}
