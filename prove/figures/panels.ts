/** Plots side by side on a page and one above the other on a phone, their frames aligned. */
import type { Layout, Layouts } from "./clean.ts";
import type { PlotOptions } from "./figure.ts";
import { plannedPlot, type PlannedPlot } from "./plot.ts";
import { extents, gaps, ink, type Extent, type FigureSize, type Setting } from "./style.ts";

/** One panel or several, at the width that the first asks for. */
export function panelLayouts(panels: readonly PlotOptions[]): Layouts {
  const { wide, narrow } = extents[sizeOf(panels[0]?.["size"])];
  return { wide: row(panels, wide), narrow: column(panels, narrow) };
}

function sizeOf(written: unknown): FigureSize {
  if (written === undefined) return "column";
  const size = (Object.keys(extents) as FigureSize[]).find((each) => each === written);
  if (size === undefined) throw new TypeError(`\`size: ${JSON.stringify(written)}\` is no width of a figure; expected "margin", "column" or "full"`);
  return size;
}

function row(panels: readonly PlotOptions[], whole: Extent): Layout {
  const width = (whole.width - gaps.panels * (panels.length - 1)) / panels.length;
  const height = panels.length === 1 ? whole.height : Math.min(whole.height, Math.round(width * 0.9));
  const drawings = drawn(panels, { width, height: asked(panels) ?? height }, "wide");
  return {
    width: whole.width,
    height: Math.max(...drawings.map(({ extent }) => extent.height)),
    content: drawings.map(({ content }, i) => placed(content, i * (width + gaps.panels), 0)).join(""),
  };
}

function column(panels: readonly PlotOptions[], whole: Extent): Layout {
  const height = panels.length === 1 ? whole.height : Math.round(whole.height * 0.8);
  const drawings = drawn(panels, { width: whole.width, height: asked(panels) ?? height }, "narrow");
  const gap = gaps.panels / 2;
  let top = 0;
  const content = drawings.map((drawing) => {
    const panel = placed(drawing.content, 0, top);
    top += drawing.extent.height + gap;
    return panel;
  });
  return { width: whole.width, height: top - gap, content: content.join("") };
}

/** A height that a cell asks for holds for all panels. */
function asked(panels: readonly PlotOptions[]): number | null {
  const heights = panels.flatMap(({ height }) => (typeof height === "number" ? [height] : []));
  return heights.length === 0 ? null : Math.max(...heights);
}

interface Drawing {
  readonly extent: Extent;
  readonly content: string;
}

function drawn(panels: readonly PlotOptions[], extent: Extent, setting: Setting): readonly Drawing[] {
  const plans = panels.map(({ size: _, height: __, ...options }) => plannedPlot(options, extent, setting));
  const widest = { left: Math.max(...plans.map(({ sides }) => sides.left)), right: Math.max(...plans.map(({ sides }) => sides.right)) };
  return plans.map((plan: PlannedPlot) => ({ extent: plan.extent, content: contentOf(plan.drawn(widest)) }));
}

const placed = (drawing: string, x: number, y: number): string => (x === 0 && y === 0 ? drawing : `<g transform="translate(${x},${y})">${drawing}</g>`);

/** What is inside Plot's `svg`: its style sheet and the names it gives to groups are for a page of its own. */
function contentOf(svg: SVGSVGElement): string {
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const element of svg.querySelectorAll("*")) {
    for (const name of ["aria-label", "aria-hidden", "aria-description", "class", "font-variant"]) element.removeAttribute(name);
  }
  return svg.innerHTML.replaceAll("currentColor", ink("ink"));
}
