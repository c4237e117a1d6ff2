/**
 * The mini-index: the names of the program that a section's code uses and other sections define, as Knuth's books have it.
 * On a wide page each part of a section has its own, in the margin after its last listing that needs one; on a narrow page there is one at the
 * end. Both are in the page, and a style sheet shows the one that fits: neither needs a script.
 */
import type { RootContent } from "mdast";
import type { Page } from "../tree.ts";
import { walk } from "../walk.ts";
import { escapeHtml } from "./hast.ts";
import { listingKey } from "./types/cells.ts";
import type { Foreign } from "./types/shown.ts";

/** A run of a page's content, and the names for the margin after it. */
export interface Run {
  readonly children: readonly RootContent[];
  readonly names: readonly Foreign[];
}

/** The content cut after the last listing with foreign names of each part, where parts begin with headings. */
export function runsOf(page: Page, foreign: readonly Foreign[]): readonly Run[] {
  const { children } = page.tree;
  const runs: Run[] = [];
  let from = 0;
  for (const [start, end] of partsOf(children)) {
    const ids = children.slice(start, end).map((child) => listingsIn(child, page));
    const needing = ids.findLastIndex((own) => own.some((id) => foreign.some(({ usedIn }) => usedIn.has(id))));
    if (needing < 0) continue;
    const used = ids.flat();
    runs.push({ children: children.slice(from, start + needing + 1), names: foreign.filter(({ usedIn }) => used.some((id) => usedIn.has(id))) });
    from = start + needing + 1;
  }
  return from < children.length ? [...runs, { children: children.slice(from), names: [] }] : runs;
}

/** For the margin: a page may have several, so that they are no landmarks. */
export function besideHtml(names: readonly Foreign[]): string {
  return names.length === 0 ? "" : `<div class="margin mini-index beside${names.length > 9 ? " many" : ""}" role="group" aria-label="Names defined elsewhere, used above">${listHtml(names)}</div>`;
}

/** For the end of a narrow page. */
export function afterHtml(names: readonly Foreign[]): string {
  return names.length === 0 ? "" : `<nav class="mini-index after" aria-label="Names defined elsewhere"><p>Defined elsewhere</p>${listHtml(names)}</nav>`;
}

function listHtml(names: readonly Foreign[]): string {
  const items = names.map(({ text, href, section, row }) => {
    const shown = row === null ? "" : ` data-q="${row}"`;
    return `<li><a href="${escapeHtml(href)}"${shown}><code>${escapeHtml(text)}</code> ${escapeHtml(section)}</a></li>`;
  });
  return `<ul>${items.join("")}</ul>`;
}

function partsOf(children: readonly RootContent[]): readonly (readonly [number, number])[] {
  const starts = children.flatMap((child, index) => (child.type === "heading" && child.depth === 2 && index > 0 ? [index] : []));
  return [0, ...starts].map((start, index, all) => [start, all[index + 1] ?? children.length]);
}

function listingsIn(node: RootContent, page: Page): readonly string[] {
  const found: string[] = [];
  const add = (each: RootContent): void => {
    const key = each.type === "bookCode" ? listingKey(page, each) : null;
    if (key !== null) found.push(key);
  };
  add(node);
  walk(node, add);
  return found;
}
