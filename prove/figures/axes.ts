/** Range frames: an axis is a line from the least value to the greatest, with ticks at round numbers and at its ends. */
import * as Plot from "@observablehq/plot";
import type { PlotOptions } from "./figure.ts";
import type { FoundScale } from "./scales.ts";
import { gaps, ink, letters, textWidth } from "./style.ts";

/** An axis along a scale; `ticks` null leaves the choice to Plot, as for dates and logarithms. */
export interface Axis {
  readonly scale: FoundScale;
  readonly domain: readonly [number, number] | null;
  readonly ticks: readonly number[] | null;
  /** Digits after the point of every tick. */
  readonly decimals: number;
  /** What the cell says of this axis. */
  readonly written: PlotOptions;
}

/** The axis for a scale; ends very near a round number are moved there. `count` is about how many ticks have room. */
export function axisOf(scale: FoundScale, written: PlotOptions, count: number): Axis {
  const [from, to] = [scale.domain[0], scale.domain.at(-1)];
  const free: Axis = { scale, written, domain: null, ticks: null, decimals: 0 };
  if (scale.type !== "linear" || typeof from !== "number" || typeof to !== "number" || from === to) return free;
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const step = roundStep((high - low) / count);
  const [first, last] = [snapped(low, step, high - low), snapped(high, step, high - low)];
  const decimals = decimalsOf(step);
  const round = multiples(step, first, last);
  const ends = [first, last].filter((end) => decimalsOf(end) <= decimals && round.every((tick) => Math.abs(tick - end) >= step * 0.6));
  return { ...free, domain: [first, last], ticks: [...round, ...ends].sort((a, b) => a - b), decimals };
}

/** The number of the kind 1, 2 or 5 × 10ⁿ that is nearest from above. */
export function roundStep(rough: number): number {
  const power = Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((each) => Number(`${each}e${power}`) >= rough * 0.999);
  return factor === undefined ? Number(`1e${power + 1}`) : Number(`${factor}e${power}`);
}

const clean = (value: number): number => Number(value.toPrecision(12));

/** An end within a hundredth of the whole from a round number, where a line's own thickness hides the difference. */
function snapped(end: number, step: number, whole: number): number {
  const round = clean(Math.round(end / step) * step);
  return Math.abs(end - round) <= whole * 0.015 ? round : end;
}

function decimalsOf(value: number): number {
  const [mantissa = "", exponent = "0"] = String(clean(value)).split("e");
  return Math.max(0, (mantissa.split(".")[1] ?? "").length - Number(exponent));
}

function multiples(step: number, from: number, to: number): readonly number[] {
  const [first, last] = [Math.ceil(from / step - 1e-9), Math.floor(to / step + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => clean((first + i) * step));
}

/** A tick in words: `1,793`, `−0.5`. */
export function tickText(tick: unknown, { decimals, written }: Axis): string {
  const { tickFormat } = written;
  if (typeof tickFormat === "function") return String(tickFormat(tick));
  if (typeof tick !== "number") return String(tick);
  return tick.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, decimalsOf(tick)) }).replace("-", "−");
}

/** The room that the ticks' texts take in width. */
export function tickRoom(axis: Axis): number {
  return Math.max(0, ...(axis.ticks ?? axis.scale.domain).map((tick) => textWidth(tickText(tick, axis))));
}

/** Pixels between the frame and the line of text that names the axis. */
export const titleGap = { x: 24, y: 16 } as const;

/** The marks of a plot's horizontal axis. */
export function axisMarksX(axis: Axis): readonly Plot.Markish[] {
  const line = isDiscrete(axis) ? [] : [Plot.frame({ anchor: "bottom", stroke: ink("quiet"), insetLeft: gaps.frame, insetRight: gaps.frame, facetAnchor: "bottom" })];
  const title = titleOf(axis);
  const place = { frameAnchor: "bottom-right", lineAnchor: "top", textAnchor: "end", dx: -gaps.frame, dy: titleGap.x } as const;
  return [...line, axis.ticks === null ? Plot.axisX(look(axis)) : Plot.axisX([...axis.ticks], look(axis)), ...(title === null ? [] : [Plot.text([title], { ...place, ...titleLook })])];
}

/** The marks of a plot's vertical axis; its name stands above it, to be read without turning the head. */
export function axisMarksY(axis: Axis, marginLeft: number): readonly Plot.Markish[] {
  const line = isDiscrete(axis) ? [] : [Plot.frame({ anchor: "left", stroke: ink("quiet"), insetTop: gaps.frame, insetBottom: gaps.frame, facetAnchor: "left" })];
  const title = titleOf(axis);
  const place = { frameAnchor: "top-left", lineAnchor: "bottom", textAnchor: "start", dx: -marginLeft, dy: gaps.frame - titleGap.y } as const;
  return [...line, axis.ticks === null ? Plot.axisY(look(axis)) : Plot.axisY([...axis.ticks], look(axis)), ...(title === null ? [] : [Plot.text([title], { ...place, ...titleLook })])];
}

const titleLook = { fill: ink("quiet"), facet: "super", lineHeight: letters.lineHeight } as const;

function look(axis: Axis): Plot.AxisXOptions & Plot.AxisYOptions {
  const size = isDiscrete(axis) ? 0 : gaps.tick;
  const format = axis.ticks === null ? axis.written["tickFormat"] : (tick: unknown): string => tickText(tick, axis);
  return { color: ink("quiet"), label: null, tickSize: size, tickPadding: gaps.tick, ...(format !== undefined && { tickFormat: format as string }) };
}

const isDiscrete = ({ scale }: Axis): boolean => scale.type === "point" || scale.type === "band";

/** What the cell calls the axis, else the field's name; nothing where the cell says `label: null`. */
function titleOf({ written, scale }: Axis): string | null {
  return typeof written["label"] === "string" ? written["label"] : written["label"] === null ? null : scale.label;
}

/** Whether an axis has a name of its own to make room for. */
export function isNamed(axis: Axis): boolean {
  return titleOf(axis) !== null;
}
