/** One plot → an SVG element of a given extent, in the house style. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { axisMarksX, axisMarksY, axisOf, tickRoom, type FoundScale } from "./axes.ts";
import type { PlotOptions } from "./figure.ts";
import { labelMarks, labelRoom } from "./labelMarks.ts";
import { labelsOf, type Label } from "./labels.ts";
import { requestsOf } from "./namespace.ts";
import { gaps, ink, seriesInks, textWidth, type Extent, type Setting } from "./style.ts";

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
    found.x && axisOf(found.x, Math.max(2, Math.round(base.width / across / 80))),
    found.y && axisOf(found.y, Math.max(2, Math.round(base.height / 60))),
  ];
  const room = labelRoom(labels, setting);
  const color = scaleOptions(base["color"]);
  const inkOf = (series: unknown): string => seriesInk(series, color);
  const left = y === null || written.y["axis"] === null ? gaps.frame : tickRoom(y, found.y?.domain ?? [], written.y["tickFormat"]) + 2 * gaps.tick + 2;
  return {
    marginTop: written.y["label"] === null ? 12 : 34,
    marginRight: Math.max(gaps.frame, room.right - gaps.frame, x?.ticks ? lastTick(x.ticks) : 0),
    marginBottom: x === null || written.x["axis"] === null ? gaps.frame : 44,
    marginLeft: Math.max(left, room.left),
    ...base,
    x: { inset: gaps.frame, ...written.x, axis: null, ...(x?.domain && { domain: x.domain }) },
    y: { inset: gaps.frame, ...written.y, axis: null, ...(y?.domain && { domain: y.domain }) },
    ...(found.fx && { fx: { padding: 0.08, ...scaleOptions(base["fx"]) } }),
    marks: [
      ...(x === null || written.x["axis"] === null ? [] : axisMarksX(x, written.x)),
      ...(y === null || written.y["axis"] === null ? [] : axisMarksY(y, written.y)),
      ...(base["marks"] as Plot.Markish[]),
      ...labelMarks(labels, setting, inkOf),
    ],
  };
}

const lastTick = (ticks: readonly number[]): number => textWidth((ticks.at(-1) ?? 0).toLocaleString("en-US")) / 2;

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
    return scale === undefined ? null : { type: scale.type ?? "linear", domain: [...(scale.domain ?? [])] };
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

