/** An SVG that a cell made itself, as text: what may stand in it, its inks, its size, its names. The prover asks it, and so does a page. */
import { ink, isInk, type Extent } from "./style.ts";

/** What the drawing says of itself. */
export interface Own extends Extent {
  /** The texts of its first `<title>` and `<desc>`; "" where it has none. */
  readonly title: string;
  readonly desc: string;
}

/** Whether a text is an SVG. */
export function isSvgText(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/i.test(text);
}

/** The text from its `<svg>` on, which a parser of HTML takes. */
export function fromRoot(text: string): string {
  return text.replace(/^[\s\S]*?(?=<svg[\s>])/i, "");
}

/**
 * Makes a parsed drawing one of the book: inks by name become the theme's, and names and looks of its root go, since what it is
 * put into gives those. Throws what may not stand in it: all that runs, loads something, or changes the page around it.
 */
export function own(svg: Element): Own {
  for (const element of [svg, ...svg.querySelectorAll("*")]) {
    assertHarmless(element);
    // there are no style sheets but the page's, and that is not to touch it
    element.removeAttribute("class");
    for (const name of inked) {
      const value = element.getAttribute(name);
      if (isInk(value)) element.setAttribute(name, ink(value));
    }
  }
  const extent = extentOf(svg);
  const named = [...svg.children].filter(({ localName }) => localName === "title" || localName === "desc");
  const said = (name: string): string => named.find(({ localName }) => localName === name)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
  const names = { title: said("title"), desc: said("desc") };
  for (const name of ["role", "aria-label", "aria-labelledby", "aria-describedby", "id", "style", "version"]) svg.removeAttribute(name);
  for (const child of named) child.remove();
  return { ...extent, ...names };
}

/** Where an ink may stand by its name. */
const inked = ["fill", "stroke", "color", "stop-color", "flood-color"] as const;

/** Shapes, text, what paints, cuts and marks them, and what groups and repeats them. */
const elements: ReadonlySet<string> = new Set([
  "svg", "g", "defs", "symbol", "use", "a", "title", "desc", "switch",
  "path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "image",
  "text", "tspan", "textpath",
  "lineargradient", "radialgradient", "stop", "pattern", "clippath", "mask", "marker",
]);

function assertHarmless(element: Element): void {
  const name = element.localName;
  if (!elements.has(name.toLowerCase())) throw new TypeError(`an SVG in the book holds no \`<${name}>\``);
  for (const { name, value } of [...element.attributes]) {
    if (/^on/i.test(name)) throw new TypeError(`an SVG in the book runs nothing: \`${name}\``);
    const loads = /href$/i.test(name) ? !/^(?:#|data:image\/(?:png|jpeg|gif|webp)[;,])/.test(value) : /url\s*\((?!\s*["']?#)|image-set|\\/i.test(value);
    if (loads) throw new TypeError(`an SVG in the book loads nothing: \`${name}="${value}"\``);
    if (name === "style" && element.localName === "svg" && element.parentElement?.closest("svg") == null) continue;
    if (name === "style") throw new TypeError("an SVG in the book says its looks in attributes, not in `style`");
  }
}

function extentOf(svg: Element): Extent {
  const [, , w, h] = (svg.getAttribute("viewBox") ?? "").trim().split(/[\s,]+/).map(Number);
  const [width, height] = ["width", "height"].map((name, i) => Number.parseFloat(svg.getAttribute(name) ?? "") || [w, h][i] || Number.NaN);
  if (!(width && height && width > 0 && height > 0)) throw new TypeError("an SVG says its size in `viewBox` or in `width` and `height`");
  return { width, height };
}
