/** An SVG that a cell made itself: taken as it is, unless something in it would reach beyond the drawing. */
import { parseHTML } from "linkedom";
import type { Layouts } from "./clean.ts";
import { fromRoot, own, type Own } from "./own.ts";

/** Its content and extent, and what it says of itself. Throws what may not stand in it. */
export function givenSvg(source: string): Layouts & { readonly own: Own } {
  const { document } = parseHTML(`<!doctype html><html><body>${fromRoot(source)}</body></html>`);
  const svg = document.querySelector("svg");
  if (svg === null) throw new TypeError("there is no `<svg>` in this text");
  const { title, desc, width, height } = own(svg);
  return { wide: { width, height, content: svg.outerHTML }, narrow: null, own: { title, desc, width, height } };
}
