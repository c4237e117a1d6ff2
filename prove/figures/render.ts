/** A figure cell's value → an SVG file, the data behind it, and its extent; or what is wrong with it. */
import { svgFile, type Identity, type Layouts } from "./clean.ts";
import { csvOf } from "./csv.ts";
import { figureOf, type Figure, type PlotOptions } from "./figure.ts";
import { givenSvg } from "./given.ts";
import { graphLayouts } from "./graph.ts";
import type { Own } from "./own.ts";
import { panelLayouts } from "./panels.ts";

/** A drawn figure, or why there is none: lower case, without full stop. */
export type Rendered =
  | { readonly ok: true; readonly svg: string; readonly csv: string | null; readonly width: number; readonly height: number }
  | { readonly ok: false; readonly message: string };

/** The layouts of a figure, with what an SVG of the cell's own says of itself. */
type Drawn = Layouts & { readonly own?: Own };

/** Draws a figure. `id` is the figure's name, `alt` its alternative text. */
export async function renderFigure(value: unknown, order: Identity): Promise<Rendered> {
  const figure = figureOf(value);
  if (figure === null) return { ok: false, message: `a figure cell ends in a plot, a list of plots, a graph or an SVG, not in ${described(value)}` };
  try {
    const layouts = await layoutsOf(figure);
    const { width, height } = layouts.wide;
    return { ok: true, svg: svgFile(layouts, named(order, layouts.own)), csv: csvOf(plotsOf(figure)), width, height };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? firstLine(error.message) : String(error) };
  }
}

/** Whether `show()` should draw a value. */
export function isFigure(value: unknown): boolean {
  return figureOf(value) !== null;
}

/** What a drawing says of itself, where the cell says nothing else. */
function named({ id, alt }: Identity, own: Own | undefined): Identity {
  if (own === undefined) return { id, alt };
  return { id, alt: alt === "" ? own.desc || own.title : alt, ...(own.title === "" ? {} : { title: own.title }) };
}

function layoutsOf(figure: Figure): Drawn | Promise<Drawn> {
  switch (figure.kind) {
    case "plot": return panelLayouts([figure.options]);
    case "panels": return panelLayouts(figure.panels);
    case "graph": return graphLayouts(figure.dot);
    case "svg": return givenSvg(figure.svg);
    default: return figure satisfies never;
  }
}

function plotsOf(figure: Figure): readonly PlotOptions[] {
  return figure.kind === "plot" ? [figure.options] : figure.kind === "panels" ? figure.panels : [];
}

const firstLine = (text: string): string => text.split("\n")[0] ?? text;

function described(value: unknown): string {
  if (value === undefined) return "nothing: let its last line be the figure, not a statement";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list of something else";
  return typeof value === "object" ? `an object of class \`${value.constructor?.name ?? "Object"}\`` : `a ${typeof value}`;
}
