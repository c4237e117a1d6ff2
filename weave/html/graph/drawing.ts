/** The graph of sections as a column of their names, with an arc from each to those that it needs. */
import type { Page } from "../../tree.ts";
import { escapeHtml } from "../hast.ts";
import { relativeHref } from "../links.ts";
import type { SectionNeeds } from "./needs.ts";

const width = 372;
/** Where the names begin; arcs are on their left. */
const left = 150;
const line = 17;
/** Letters of a title that fit beside the arcs. */
const room = 34;

/** The SVG; its names are links, shortened where they are long, since the list beside it has them whole. */
export function needsDrawing(sections: readonly SectionNeeds[], from: string): string {
  const rows = new Map(sections.map(({ page }, row) => [page, row]));
  const arcs = sections.flatMap(({ page, needs }) => [...needs].map(([needed, count]) => arc(rows.get(page) ?? 0, rows.get(needed) ?? 0, { count, rows: sections.length })));
  const names = sections.map(({ page }, row) => name(page, row, from));
  const height = sections.length * line + 6;
  return `<svg class="needs-drawing" viewBox="0 0 ${width} ${height}" role="group" aria-label="The sections in a column, with an arc from each to those that it needs; the list below says the same.">\n<g class="arcs" aria-hidden="true">${arcs.join("")}</g>\n${names.join("\n")}\n</svg>`;
}

const middle = (row: number): number => row * line + line / 2 + 3;

/** Long arcs reach further out, all within the room that there is. */
function arc(one: number, other: number, { count, rows }: { readonly count: number; readonly rows: number }): string {
  const [top, bottom] = [Math.min(one, other), Math.max(one, other)];
  const reach = Math.round(10 + (left - 22) * Math.sqrt((bottom - top) / Math.max(1, rows - 1)));
  const x = left - 8;
  return `<path d="M${x} ${middle(top)}C${x - reach} ${middle(top)} ${x - reach} ${middle(bottom)} ${x} ${middle(bottom)}" stroke-width="${Math.min(3, 0.5 + count / 4)}"/>`;
}

function name(page: Page, row: number, from: string): string {
  const { number, titleText } = page;
  const title = [...titleText].length <= room ? titleText : `${[...titleText].slice(0, room - 1).join("").trimEnd()}…`;
  return `<a href="${escapeHtml(relativeHref(from, page.href))}"><circle cx="${left - 5}" cy="${middle(row)}" r="2.5"/><text x="${left + 4}" y="${middle(row) + 4}">${escapeHtml(`${number ?? ""}  ${title}`)}</text></a>`;
}
