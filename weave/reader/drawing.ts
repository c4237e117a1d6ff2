/** What is fetched when a cell first shows an SVG in the page: `assets/drawing.js` gives the maker of drawings. */
import { checksum, frameOf, fromRoot, own, sizeOf } from "../../prove/drawnInPage.ts";
import { fitsPhone } from "../drawn/onPhone.ts";
import { wordsApart } from "../drawn/wordsApart.ts";
import type { SaidDrawing } from "./cells/said.ts";
import { make } from "./dom.ts";

/** Makes drawings as the prover does, and tells which is which. */
export interface Drawer {
  /** The drawing, for a `.shown`. Throws `TypeError` for what may not stand in the book. */
  readonly draw: (given: Pick<SaidDrawing, "svg" | "alt">) => HTMLElement;
  readonly checksum: (text: string) => string;
}

const namespace = "http://www.w3.org/2000/svg";
let drawn = 0;

const drawer: Drawer = {
  draw({ svg: text, alt }) {
    const { width, height } = own(parsedFrom(text));
    const parsed = parsedFrom(wordsApart(text, { width, height }));
    const { title, desc } = own(parsed);
    const prefix = `drawing-run-${++drawn}-`;
    withOwnIds(parsed, prefix);
    const frame = document.createElementNS(namespace, "svg");
    for (const [name, value] of Object.entries(frameOf({ width, height }, prefix))) frame.setAttribute(name, value);
    frame.append(named("title", `${prefix}title`, title || "What this run draws"), named("desc", `${prefix}desc`, alt || desc || title), document.importNode(parsed, true));
    // on a phone a wide one scrolls, for the keyboard too
    return make("div", { class: `drawing ${sizeOf(width)}-drawing`, ...(fitsPhone(width) ? {} : { tabindex: "0" }) }, frame);
  },
  checksum,
};

window.book.give("drawing", drawer);

/** The drawing in a document that no browser shows: nothing in it runs or is fetched. */
function parsedFrom(text: string): SVGSVGElement {
  const parsed = new DOMParser().parseFromString(`<!doctype html><body>${fromRoot(text)}`, "text/html").querySelector<SVGSVGElement>("body > svg");
  if (parsed === null) throw new TypeError("there is no `<svg>` in this text");
  return parsed;
}

function named(tag: "title" | "desc", id: string, words: string): SVGElement {
  const element = document.createElementNS(namespace, tag);
  element.id = id;
  element.textContent = words;
  return element;
}

/** No id of the page is used again. */
function withOwnIds(svg: Element, prefix: string): void {
  const all = [svg, ...svg.querySelectorAll("*")];
  const ids = new Map(all.flatMap(({ id }) => (id === "" ? [] : [id])).map((id, index) => [id, `${prefix}${index + 1}`]));
  for (const element of all) {
    for (const { name, value } of [...element.attributes]) {
      const renamed = name === "id" ? ids.get(value)
        : /href$/i.test(name) ? value.replace(/^#(.*)$/, (whole, id: string) => (ids.has(id) ? `#${ids.get(id)}` : whole))
        : value.replace(/url\(\s*["']?#([^"')\s]+)["']?\s*\)/g, (whole, id: string) => (ids.has(id) ? `url(#${ids.get(id)})` : whole));
      if (renamed !== undefined && renamed !== value) element.setAttribute(name, renamed);
    }
  }
}
