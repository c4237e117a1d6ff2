/** One plot → an SVG element of a given extent, in the house style. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { axisMarksX, axisMarksY, axisOf, isNamed, tickRoom, tickText, titleGap, type Axis } from "./axes.ts";
import { facetNames, facetRoom, facetScales, stacked } from "./facets.ts";
import type { PlotOptions } from "./figure.ts";
import { labelMarks, labelRoom } from "./labelMarks.ts";
import { labelsOf, type Label } from "./labels.ts";
import { requestsOf } from "./namespace.ts";
import { assertSupported, marksOf, scaleOptions } from "./plotOptions.ts";
import { scalesOf, type FoundScale, type FoundScales } from "./scales.ts";
import { gaps, ink, letters, seriesInks, textWidth, type Extent, type Setting } from "./style.ts";

/** The room beside a plot's frame for ticks and labels. */
export interface Sides {
  readonly left: number;
  readonly right: number;
}

/** A plot whose scales are known. Panels are drawn with the widest sides of all, so that their frames are aligned. */
export interface PlannedPlot {
  readonly sides: Sides;
  readonly extent: Extent;
  readonly drawn: (sides: Sides) => SVGSVGElement;
}

/** Draws it once, to learn the scales. Throws what is wrong with the options. */
export function plannedPlot(options: PlotOptions, extent: Extent, setting: Setting): PlannedPlot {
  assertSupported(options);
  const labels = requestsOf(options["marks"]).flatMap(labelsOf);
  const written: Whole = { ...options, marks: marksOf(options), document: blankDocument(), ...extent, ...seriesScale(labels, options) };
  const first = plotted({ ...written, axis: null });
  if (first.querySelector(":not(style):not(g)") === null) throw new TypeError("this plot draws nothing: its marks have no values");
  const found = scalesOf(first);
  const whole = setting === "narrow" ? stacked({ options: written, found, labels }) : { options: written, found, labels };
  const axes = axesOf(whole.options, whole.found);
  const { width, height } = whole.options;
  return {
    sides: sidesOf(axes, { found: whole.found, labels: labelRoom(whole.labels, setting) }),
    extent: { width, height },
    drawn: (sides) => plotted(arranged(whole.options, { ...whole, axes, sides, setting })),
  };
}

/** A plot's options once its marks are one list and its extent is settled. */
export type Whole = PlotOptions & Extent & { readonly marks: readonly Plot.Markish[] };

const blankDocument = (): Document => parseHTML("<!doctype html><html><body></body></html>").document;

/** Series take the inks in the order in which they first appear, unless the cell chose colours. */
function seriesScale(labels: readonly Label[], options: PlotOptions): PlotOptions {
  const series = [...new Set(labels.flatMap((label) => (label.series === null ? [] : [label.series])))];
  if (series.length === 0 || options["color"] !== undefined) return {};
  return { color: { type: "ordinal", domain: series, range: series.map((_, i) => ink(seriesInks[i] ?? "quiet")) } };
}

interface Axes {
  readonly x: Axis | null;
  readonly y: Axis | null;
}

function axesOf(options: Whole, { x, y, fx, fy }: FoundScales): Axes {
  const axis = (scale: FoundScale | null, written: PlotOptions, length: number): Axis | null =>
    scale === null || written["axis"] === null ? null : axisOf(scale, written, Math.max(2, Math.round(length / 60)));
  return {
    x: axis(x, scaleOptions(options["x"]), options.width / (fx?.domain.length ?? 1)),
    y: axis(y, scaleOptions(options["y"]), options.height / (fy?.domain.length ?? 1)),
  };
}

function sidesOf({ x, y }: Axes, { found, labels }: { readonly found: FoundScales; readonly labels: Sides }): Sides {
  const lastTick = x?.ticks ? textWidth(tickText(x.ticks.at(-1), x)) / 2 - gaps.frame : 0;
  return {
    left: Math.max(y === null ? gaps.frame : tickRoom(y) + 2 * gaps.tick, labels.left),
    right: Math.max(gaps.frame, facetRoom(found), labels.right - gaps.frame, lastTick),
  };
}

interface Arrangement {
  readonly found: FoundScales;
  readonly labels: readonly Label[];
  readonly axes: Axes;
  readonly sides: Sides;
  readonly setting: Setting;
}

/** The options of the second drawing: margins, range frames, labels. */
function arranged(options: Whole, { found, labels, axes: { x, y }, sides, setting }: Arrangement): PlotOptions {
  const color = scaleOptions(options["color"]);
  const scale = (name: "x" | "y", axis: Axis | null): PlotOptions => ({ inset: gaps.frame, ...scaleOptions(options[name]), axis: null, ...(axis?.domain && { domain: axis.domain }) });
  return {
    marginTop: Math.max(y !== null && isNamed(y) ? titleGap.y + letters.size : letters.size / 2, found.fx ? 2 * letters.size : 0),
    marginRight: sides.right,
    marginBottom: x === null ? gaps.frame : titleGap.x + (isNamed(x) ? letters.size + 4 : 0),
    marginLeft: sides.left,
    ...options,
    ...facetScales(options, found),
    x: scale("x", x),
    y: scale("y", y),
    marks: [
      ...(x === null ? [] : axisMarksX(x)),
      ...(y === null ? [] : axisMarksY(y, sides.left)),
      ...facetNames(found),
      ...options.marks,
      ...labelMarks(labels, setting, (series) => seriesInk(series, color)),
    ],
  };
}

function seriesInk(series: unknown, { domain, range }: PlotOptions): string {
  const at = Array.isArray(domain) ? domain.indexOf(series) : -1;
  return Array.isArray(range) && typeof range[at] === "string" ? range[at] : ink("ink");
}

/** Plot's drawing; what it would only warn of on the console is an error here. */
function plotted(options: PlotOptions): SVGSVGElement & Plot.Plot {
  const warnings: string[] = [];
  const warn = console.warn;
  console.warn = (...said: unknown[]) => void warnings.push(said.join(" "));
  try {
    const drawn = Plot.plot(options);
    if (warnings.length > 0) throw new TypeError(`Plot warns: ${warnings.join("; ")}`);
    return drawn as SVGSVGElement & Plot.Plot; // without title, caption and legend, which are refused, it is no HTML
  } finally {
    console.warn = warn;
  }
}
