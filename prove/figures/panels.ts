/** Plots side by side on a page and one above the other on a phone. */
import type { Layout, Layouts } from "./clean.ts";
import type { PlotOptions } from "./figure.ts";
import { drawnPlot } from "./plot.ts";
import { extents, gaps, ink, type Extent, type FigureSize, type Setting } from "./style.ts";

/** One panel or several, at the width that the first asks for. */
export function panelLayouts(panels: readonly PlotOptions[]): Layouts {
  const size = sizeOf(panels[0]?.["size"]);
  return { wide: row(panels, extents[size].wide), narrow: column(panels, extents[size].narrow) };
}

function sizeOf(written: unknown): FigureSize {
  if (written === undefined) return "column";
  const size = (Object.keys(extents) as FigureSize[]).find((each) => each === written);
  if (size === undefined) throw new TypeError(`\`size: ${JSON.stringify(written)}\` is no width of a figure; expected "margin", "column" or "full"`);
  return size;
}

function row(panels: readonly PlotOptions[], whole: Extent): Layout {
  const width = (whole.width - gaps.panels * (panels.length - 1)) / panels.length;
  const height = heightOf(panels, panels.length === 1 ? whole.height : Math.min(whole.height, Math.round(width * 0.9)));
  const drawn = panels.map((options, i) => placed(content(options, { width, height }, "wide"), i * (width + gaps.panels), 0));
  return { width: whole.width, height, content: drawn.join("") };
}

function column(panels: readonly PlotOptions[], whole: Extent): Layout {
  const height = heightOf(panels, panels.length === 1 ? whole.height : Math.round(whole.height * 0.8));
  const drawn = panels.map((options, i) => placed(content(options, { width: whole.width, height }, "narrow"), 0, i * (height + gaps.panels / 2)));
  return { width: whole.width, height: panels.length * height + (panels.length - 1) * (gaps.panels / 2), content: drawn.join("") };
}

/** A height that a cell asks for holds for all panels. */
function heightOf(panels: readonly PlotOptions[], usual: number): number {
  const asked = panels.flatMap(({ height }) => (typeof height === "number" ? [height] : []));
  return asked.length === 0 ? usual : Math.max(...asked);
}

const placed = (drawing: string, x: number, y: number): string => (x === 0 && y === 0 ? drawing : `<g transform="translate(${x},${y})">${drawing}</g>`);

/** What is inside Plot's `svg`: its style sheet and the names it gives to groups are for a page of its own. */
function content(options: PlotOptions, extent: Extent, setting: Setting): string {
  const { size: _, height: __, ...plot } = options;
  const svg = drawnPlot(plot, extent, setting);
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const element of svg.querySelectorAll("*")) {
    for (const name of ["aria-label", "aria-hidden", "aria-description", "class", "font-variant"]) element.removeAttribute(name);
  }
  return svg.innerHTML.replaceAll("currentColor", ink("ink"));
}
