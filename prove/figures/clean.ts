/** Drawings → one small, accessible SVG file that is the same on every run. */
import { optimize } from "svgo";
import { frameOf, type Extent } from "./style.ts";
import { mostShapes, shapesIn, thinned } from "./thinned.ts";

/** What stands in the file: the drawing for a page and, where there is one, that for a phone. */
export interface Layouts {
  readonly wide: Layout;
  readonly narrow: Layout | null;
}

/** A drawing's elements, as SVG source, and its extent. */
export interface Layout extends Extent {
  readonly content: string;
}

/** Who it is: the ids in it begin with the figure's, and its description is the alternative text. */
export interface Identity {
  readonly id: string;
  /** Left out, the title is made of the id. */
  readonly title?: string;
  readonly alt: string;
}

/** The file. Throws where the source is no well-formed SVG, or has too many shapes. */
export function svgFile({ wide, narrow }: Layouts, identity: Identity): string {
  const shapes = shapesIn(wide.content);
  if (shapes > mostShapes) throw new RangeError(`this figure has ${shapes.toLocaleString("en")} shapes, and at most ${mostShapes.toLocaleString("en")} are drawn: draw a sample of them`);
  const narrowSvg = narrow === null ? "" : `<svg class="narrow" ${viewBox(narrow)} display="none">${thinned(narrow.content)}</svg>`;
  const content = withOwnIds(`<g class="wide">${thinned(wide.content)}</g>${narrowSvg}`, identity.id);
  const svg = optimized(`${opening(wide, identity)}${content}</svg>`);
  return svg.replace(/^<svg[^>]*>/, (root) => `${root}\n${names(identity)}`);
}

const viewBox = ({ width, height }: Extent): string => `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;

function opening(extent: Extent, { id }: Identity): string {
  const attributes = Object.entries(frameOf(extent, prefix(id))).map(([name, value]) => `${name}="${value}"`);
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes.join(" ")}>`;
}

/** A short title, because browsers show it where the pointer rests, and the whole description. */
function names({ id, alt, title = titleFrom(id) }: Identity): string {
  return ` <title id="${prefix(id)}title">${escaped(title)}</title>\n <desc id="${prefix(id)}desc">${escaped(alt)}</desc>`;
}

function titleFrom(id: string): string {
  const words = id.replace(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const prefix = (id: string): string => `drawing-${id.replace(/[^\w-]/g, "-")}-`;
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Ids in the order in which they appear: a library counts its own over all that it draws in a process. */
function withOwnIds(content: string, id: string): string {
  const found = [...new Set([...content.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1] ?? ""))];
  return found.reduce((text, old, i) => {
    const quoted = old.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const uses = new RegExp(`(\\sid="|url\\(#|href="#)${quoted}(?=["')])`, "g");
    return text.replace(uses, (_, before: string) => `${before}${prefix(id)}${i + 1}`);
  }, content);
}

/** A fixed list: each of these keeps what a reader sees, names and classes. */
function optimized(svg: string): string {
  const { data } = optimize(svg, {
    plugins: [
      "removeDoctype", "removeXMLProcInst", "removeComments", "removeMetadata", "removeEditorsNSData", "cleanupAttrs",
      { name: "cleanupNumericValues", params: { floatPrecision: 2 } },
      { name: "convertTransform", params: { floatPrecision: 2, transformPrecision: 4 } },
      { name: "convertPathData", params: { floatPrecision: 2 } },
      "removeEmptyAttrs", "removeEmptyContainers", "collapseGroups", "removeUnusedNS",
    ],
    js2svg: { pretty: true, indent: 1, eol: "lf", finalNewline: true },
  });
  return data;
}
