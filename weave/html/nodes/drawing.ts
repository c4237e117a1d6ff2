/** What a cell drew: inline, so that it has the page's inks and face, with its data to take along. */
import type { Element, ElementContent } from "hast";
import { posix } from "node:path";
import { fitsPhone } from "../../drawn/onPhone.ts";
import { screenDrawing, widthOf } from "../../figures.ts";
import type { BookDrawing, BookShown, Page } from "../../tree.ts";
import type { SiteFile } from "../assets.ts";
import { element, raw, text } from "../hast.ts";
import { narrowed } from "../narrowSpaces.ts";
import type { HandlerFor } from "../setting.ts";

/** The handler of `bookShown`: a drawing among what a cell printed. */
export const bookShown: HandlerFor = () => (_state, { drawing, alt, source }: BookShown) => {
  const data = dataLink(drawing);
  return element("div", { className: ["shown"] }, drawingOf(drawing, alt, source), ...(data.length === 0 ? [] : [element("p", {}, ...data)]));
};

/** The drawing; `alt` is what it says to someone who cannot see it, `source` the checksum by which a live cell knows it. */
export function drawingOf(drawing: BookDrawing, alt: string, source: string | null = null): Element {
  const size = widthOf(drawing);
  const svg = screenDrawing(drawing, alt).replace(/>[^<]+</g, narrowed);
  // on a phone a wide one scrolls, for the keyboard too
  const scrolls = !fitsPhone(drawing.width) && !svg.includes('class="narrow"');
  return element("div", { className: ["drawing", `${size}-drawing`], ...(scrolls ? { tabIndex: 0 } : {}), ...(source === null ? {} : { dataSource: source }) }, raw(svg));
}

/** The way to its data, set behind a caption. */
export function dataLink({ csv, csvName }: BookDrawing): ElementContent[] {
  if (csv === null || csvName === null) return [];
  return [text(" "), element("a", { className: ["figure-data"], href: encodeURI(csvName), download: csvName }, "Data (CSV)")];
}

/** The data files of a page's drawings, beside the page. */
export function dataFiles(page: Page, drawings: readonly BookDrawing[]): readonly [string, SiteFile][] {
  return drawings.flatMap(({ csv, csvName }): [string, SiteFile][] =>
    csv === null || csvName === null ? [] : [[posix.join(posix.dirname(page.href), csvName), { text: csv }]],
  );
}
