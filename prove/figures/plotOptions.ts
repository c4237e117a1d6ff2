/** What a cell may say of a plot, and what it may not, since the page or the house says it. */
import * as Plot from "@observablehq/plot";
import type { PlotOptions } from "./figure.ts";

/** Options of Plot's that would put something around the drawing, or take its size from elsewhere. */
const unsupported: Readonly<Record<string, string>> = {
  width: "a figure is as wide as the page lets it be; write `size: \"margin\"`, `\"column\"` or `\"full\"`",
  title: "a plot has no title: the figure's caption says what it shows",
  subtitle: "a plot has no title: the figure's caption says what it shows",
  caption: "a plot has no caption of its own: the text of its `:::figure` is the caption",
  style: "a figure has the style of the house; write what differs as options of its marks",
  grid: "a figure has no grid: label the points that matter, or put a `Plot.ruleY` where one line helps",
};

/** Throws an author's `TypeError` for an option that no figure has. */
export function assertSupported(options: PlotOptions): void {
  const found = Object.keys(unsupported).find((key) => options[key] !== undefined);
  if (found !== undefined) throw new TypeError(unsupported[found]);
  const legend = ["color", "opacity", "symbol", "r"].some((key) => Boolean(scaleOptions(options[key])["legend"]));
  if (legend) throw new TypeError("a figure has no legend: label the marks, `Plot.lineY(data, { x, y, label: \"measured\" })`");
}

/** The marks of a plot in one list. Throws where there are none. */
export function marksOf(options: PlotOptions): readonly Plot.Markish[] {
  const marks = [options["marks"] ?? []].flat(Infinity).filter((mark) => mark !== null && mark !== undefined);
  if (marks.length === 0) throw new TypeError("a plot without marks shows nothing");
  return marks as unknown[] as readonly Plot.Markish[]; // Plot itself says what is no mark
}

/** What is said of a scale; nothing where it is not an object. */
export function scaleOptions(written: unknown): PlotOptions {
  return typeof written === "object" && written !== null ? (written as PlotOptions) : {};
}
