/** An SVG that a cell made itself: taken as it is, unless something in it would reach beyond the drawing. */
import { parseHTML } from "linkedom";
import type { Layouts } from "./clean.ts";
import type { Extent } from "./style.ts";

/** Its content and extent. Throws what may not stand in it. */
export function givenSvg(source: string): Layouts {
  const { document } = parseHTML(`<!doctype html><html><body>${source.replace(/^[\s\S]*?(?=<svg[\s>])/i, "")}</body></html>`);
  const svg = document.querySelector("svg");
  if (svg === null) throw new TypeError("there is no `<svg>` in this text");
  assertHarmless(svg);
  return { wide: { ...extentOf(svg), content: rooted(svg) }, narrow: null };
}

/** Things that run, load something, or change the page around them. */
function assertHarmless(svg: Element): void {
  const elements = [svg, ...svg.querySelectorAll("*")];
  const refused = elements.find((element) => ["script", "style", "foreignobject", "iframe", "animate", "set"].includes(element.localName.toLowerCase()));
  if (refused) throw new TypeError(`an SVG in the book holds no \`<${refused.localName}>\``);
  for (const element of elements) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) throw new TypeError(`an SVG in the book runs nothing: \`${name}\``);
      if (/href$/i.test(name) && !/^(?:#|data:image\/)/.test(value)) throw new TypeError(`an SVG in the book loads nothing: \`${name}="${value}"\``);
    }
  }
}

function extentOf(svg: Element): Extent {
  const [, , w, h] = (svg.getAttribute("viewBox") ?? "").trim().split(/[\s,]+/).map(Number);
  const [width, height] = ["width", "height"].map((name, i) => Number.parseFloat(svg.getAttribute(name) ?? "") || [w, h][i] || Number.NaN);
  if (!(width && height && width > 0 && height > 0)) throw new TypeError("an SVG says its size in `viewBox` or in `width` and `height`");
  return { width, height };
}

/** The drawing with what its root said of it, names aside: the figure gives those. */
function rooted(svg: Element): string {
  for (const name of ["role", "aria-label", "aria-labelledby", "aria-describedby", "id", "class", "style", "version"]) svg.removeAttribute(name);
  for (const child of [...svg.children].filter(({ localName }) => localName === "title" || localName === "desc")) child.remove();
  return svg.outerHTML;
}
