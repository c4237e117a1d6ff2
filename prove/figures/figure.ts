/** What a figure cell may end in: a plot that is drawn later, a graph, panels of them, or a finished SVG. */
import * as Plot from "@observablehq/plot";
import { isSvgText } from "./own.ts";

/** The options of a plot as the cell wrote them. */
export type PlotOptions = Readonly<Record<string, unknown>>;

/** A figure, not drawn yet: its house style and its width are the renderer's. */
export type Figure =
  | { readonly kind: "plot"; readonly options: PlotOptions }
  | { readonly kind: "panels"; readonly panels: readonly PlotOptions[] }
  | { readonly kind: "graph"; readonly dot: string }
  | { readonly kind: "svg"; readonly svg: string };

const brand = Symbol("figure");

/** Marks a figure as such, so that no object of a cell's own is taken for one. */
export function branded<F extends Figure>(figure: F): F {
  return Object.defineProperty({ ...figure }, brand, { value: true });
}

/** The figure that a value is; null if it is none. A list of plots makes panels, a list of marks one plot. */
export function figureOf(value: unknown): Figure | null {
  if (isBranded(value)) return value;
  if (value instanceof Plot.Mark) return { kind: "plot", options: { marks: [value] } };
  if (Array.isArray(value)) return listed(value);
  const svg = svgText(value);
  return svg === null ? null : { kind: "svg", svg };
}

function isBranded(value: unknown): value is Figure {
  return typeof value === "object" && value !== null && Object.hasOwn(value, brand);
}

function listed(values: readonly unknown[]): Figure | null {
  if (values.length === 0) return null;
  const figures = values.map(figureOf);
  if (values.every((each) => each === null || isMarks(each))) return { kind: "plot", options: { marks: values } };
  const panels = figures.flatMap((each) => (each?.kind === "plot" ? [each.options] : []));
  return panels.length === values.length ? { kind: "panels", panels } : null;
}

function isMarks(value: unknown): boolean {
  return value instanceof Plot.Mark || (Array.isArray(value) && value.length > 0 && value.every(isMarks));
}

/** The source of an SVG given as text or as an element. */
function svgText(value: unknown): string | null {
  if (typeof value === "string") return isSvgText(value) ? value : null;
  if (typeof value !== "object" || value === null || !("outerHTML" in value)) return null;
  return typeof value.outerHTML === "string" && /^<svg[\s>]/i.test(value.outerHTML) ? value.outerHTML : null;
}
