/** One plot → an SVG element of a given extent, in the house style. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { axisMarksX, axisMarksY, axisOf, isNamed, tickRoom, tickText, titleGap, type Axis, type FoundScale } from "./axes.ts";
import type { PlotOptions } from "./figure.ts";
import { labelMarks, labelRoom } from "./labelMarks.ts";
import { labelsOf, type Label } from "./labels.ts";
import { requestsOf } from "./namespace.ts";
import { gaps, ink, letters, seriesInks, textWidth, type Extent, type Setting } from "./style.ts";

/** Draws it twice: once to learn the scales, then with axes and labels that fit them. Throws what is wrong with the options. */
export function drawnPlot(options: PlotOptions, extent: Extent, setting: Setting): SVGSVGElement {
  assertSupported(options);
  const marks = [options["marks"] ?? []].flat(Infinity).filter((mark) => mark !== null && mark !== undefined);
  if (marks.length === 0) throw new TypeError("a plot without marks shows nothing");
  const labels = requestsOf(options["marks"]).flatMap(labelsOf);
  const base = { ...options, marks, document: blankDocument(), width: extent.width, height: extent.height, ...seriesScale(labels, options) };
  const found = scalesOf(plotted({ ...base, axis: null }));
  return plotted(arranged(base, { found, labels, setting }));
}

const blankDocument = (): Document => parseHTML("<!doctype html><html><body></body></html>").document;

/** Options of Plot's that would put something around the drawing, or take the size from the page. */
const unsupported: Readonly<Record<string, string>> = {
  width: "a figure is as wide as the page lets it be; write `size: \"margin\"`, `\"column\"` or `\"full\"`",
  title: "a plot has no title: the figure's caption says what it shows",
  subtitle: "a plot has no title: the figure's caption says what it shows",
  caption: "a plot has no caption of its own: the text of its `:::figure` is the caption",
  style: "a figure has the style of the house; write what differs as options of its marks",
};

function assertSupported(options: PlotOptions): void {
  const found = Object.keys(unsupported).find((key) => options[key] !== undefined);
  if (found !== undefined) throw new TypeError(unsupported[found]);
  const scales = ["color", "opacity", "symbol", "r"].map((key) => options[key]);
  const legend = scales.some((scale) => typeof scale === "object" && scale !== null && "legend" in scale && scale.legend);
  if (legend) throw new TypeError("a figure has no legend: label the marks, `Plot.lineY(data, { x, y, label: \"measured\" })`");
}

/** Series take the inks in the order in which they first appear, unless the cell chose colours. */
function seriesScale(labels: readonly Label[], options: PlotOptions): PlotOptions {
  const series = [...new Set(labels.flatMap((label) => (label.series === null ? [] : [label.series])))];
  if (series.length === 0 || options["color"] !== undefined) return {};
  return { color: { type: "ordinal", domain: series, range: series.map((_, i) => ink(seriesInks[i] ?? "quiet")) } };
}

interface Arrangement {
  readonly found: Readonly<Record<"x" | "y" | "fx" | "fy", FoundScale | null>>;
  readonly labels: readonly Label[];
  readonly setting: Setting;
}

/** The options of the second drawing: margins, range frames, labels. */
function arranged(base: PlotOptions & Extent, { found, labels, setting }: Arrangement): PlotOptions {
  const written = { x: scaleOptions(base["x"]), y: scaleOptions(base["y"]) };
  const across = found.fx === null ? 1 : found.fx.domain.length;
  const [x, y] = [
    axisIn(found.x, written.x, Math.round(base.width / across / 60)),
    axisIn(found.y, written.y, Math.round(base.height / 60)),
  ];
  const room = labelRoom(labels, setting);
  const color = scaleOptions(base["color"]);
  const marginLeft = Math.max(y === null ? gaps.frame : tickRoom(y) + 2 * gaps.tick, room.left);
  return {
    marginTop: Math.max(y !== null && isNamed(y) ? titleGap.y + letters.size : letters.size / 2, found.fx ? 2 * letters.size : 0),
    marginRight: Math.max(gaps.frame, facetRoom(found), room.right - gaps.frame, x?.ticks ? textWidth(tickText(x.ticks.at(-1), x)) / 2 - gaps.frame : 0),
    marginBottom: x === null ? gaps.frame : titleGap.x + (isNamed(x) ? letters.size + 4 : 0),
    marginLeft,
    ...base,
    x: { inset: gaps.frame, ...written.x, axis: null, ...(x?.domain && { domain: x.domain }) },
    y: { inset: gaps.frame, ...written.y, axis: null, ...(y?.domain && { domain: y.domain }) },
    ...(found.fx && { fx: { padding: 0.08, ...scaleOptions(base["fx"]), axis: null } }),
    ...(found.fy && { fy: { padding: 0.12, ...scaleOptions(base["fy"]), axis: null } }),
    marks: [
      ...(x === null ? [] : axisMarksX(x)),
      ...(y === null ? [] : axisMarksY(y, marginLeft)),
      ...facetNames(found),
      ...(base["marks"] as Plot.Markish[]),
      ...labelMarks(labels, setting, (series) => seriesInk(series, color)),
    ],
  };
}

function axisIn(scale: FoundScale | null, written: PlotOptions, count: number): Axis | null {
  return scale === null || written["axis"] === null ? null : axisOf(scale, written, Math.max(2, count));
}

/** Small multiples are named on their own frames: above a row of them, at the right of a column. */
function facetNames({ fx, fy }: Arrangement["found"]): readonly Plot.Markish[] {
  const look = { label: null, color: ink("ink"), tickSize: 0 } as const;
  return [...(fx === null ? [] : [Plot.axisFx({ ...look, anchor: "top" })]), ...(fy === null ? [] : [Plot.axisFy({ ...look, anchor: "right" })])];
}

function facetRoom({ fy }: Arrangement["found"]): number {
  return fy === null ? 0 : Math.max(...fy.domain.map((name) => textWidth(String(name)))) + gaps.label;
}

function seriesInk(series: unknown, color: PlotOptions): string {
  const { domain, range } = color;
  const at = Array.isArray(domain) ? domain.indexOf(series) : -1;
  return Array.isArray(range) && typeof range[at] === "string" ? range[at] : ink("ink");
}

function scaleOptions(written: unknown): PlotOptions {
  return typeof written === "object" && written !== null ? (written as PlotOptions) : {};
}

type Drawn = (SVGSVGElement | HTMLElement) & Plot.Plot;

function scalesOf(drawn: Drawn): Arrangement["found"] {
  const find = (name: Plot.ScaleName): FoundScale | null => {
    const scale = drawn.scale(name);
    return scale === undefined ? null : { type: scale.type ?? "linear", domain: [...(scale.domain ?? [])], label: scale.label ?? null };
  };
  return { x: find("x"), y: find("y"), fx: find("fx"), fy: find("fy") };
}

/** Plot's drawing; what it would only warn of on the console is an error here. */
function plotted(options: PlotOptions): Drawn & SVGSVGElement {
  const warnings: string[] = [];
  const warn = console.warn;
  console.warn = (...said: unknown[]) => void warnings.push(said.join(" "));
  try {
    const drawn = Plot.plot(options);
    if (warnings.length > 0) throw new TypeError(`Plot warns: ${warnings.join("; ")}`);
    return drawn as Drawn & SVGSVGElement;
  } finally {
    console.warn = warn;
  }
}

