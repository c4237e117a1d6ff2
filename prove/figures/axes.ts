/** Range frames: an axis is a line from the least value to the greatest, with ticks at round numbers and at whole ends. */
import * as Plot from "@observablehq/plot";
import type { PlotOptions } from "./figure.ts";
import { gaps, ink, textWidth } from "./style.ts";

/** A scale as a first drawing found it. */
export interface FoundScale {
  readonly type: string;
  readonly domain: readonly unknown[];
}

/** An axis along a scale: its ends and its ticks, null where Plot's own choice stands. */
export interface Axis {
  readonly domain: readonly [number, number] | null;
  readonly ticks: readonly number[] | null;
  readonly type: string;
}

/** The axis for a scale; ends very near a round number are moved there. `count` is about how many ticks have room. */
export function axisOf(scale: FoundScale, count: number): Axis {
  const [from, to] = [scale.domain[0], scale.domain.at(-1)];
  if (scale.type !== "linear" || typeof from !== "number" || typeof to !== "number") return { domain: null, ticks: null, type: scale.type };
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  if (!(high > low)) return { domain: null, ticks: [low], type: scale.type };
  const step = roundStep((high - low) / count);
  const near = (high - low) * 0.015;
  const ends = [low, high].map((end) => (Math.abs(end - nearest(end, step)) <= near ? nearest(end, step) : end));
  const [first = low, last = high] = ends;
  const round = multiples(step, first, last);
  const whole = [first, last].filter((end) => Number.isInteger(end) && round.every((tick) => Math.abs(tick - end) >= step * 0.6));
  return { domain: [first, last], ticks: [...round, ...whole].sort((a, b) => a - b), type: scale.type };
}

/** The round number of the kind 1, 2, 5 × 10ⁿ that is nearest from above. */
export function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10;
  return factor * power;
}

const clean = (value: number): number => Number(value.toPrecision(12));
const nearest = (value: number, step: number): number => clean(Math.round(value / step) * step);

function multiples(step: number, from: number, to: number): readonly number[] {
  const [first, last] = [Math.ceil(from / step - 1e-9), Math.floor(to / step + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => clean((first + i) * step));
}

const look = { color: ink("quiet"), labelArrow: "none", tickSize: gaps.tick, tickPadding: gaps.tick } as const;

/** The marks of a plot's horizontal axis. */
export function axisMarksX({ ticks, type }: Axis, options: PlotOptions): readonly Plot.Markish[] {
  const discrete = type === "point" || type === "band";
  const axis = { ...look, ...(discrete && { tickSize: 0 }), labelOffset: 34, ...picked(options) };
  const line = discrete ? [] : [Plot.frame({ anchor: "bottom", stroke: ink("quiet"), insetLeft: gaps.frame, insetRight: gaps.frame, facetAnchor: "bottom" })];
  return [...line, ticks === null ? Plot.axisX(axis) : Plot.axisX([...ticks], axis)];
}

/** The marks of a plot's vertical axis; its label stands above it, to be read without turning the head. */
export function axisMarksY({ ticks, type }: Axis, options: PlotOptions): readonly Plot.Markish[] {
  const discrete = type === "point" || type === "band";
  const axis = { ...look, ...(discrete && { tickSize: 0 }), label: null, ...picked(options) };
  const line = discrete ? [] : [Plot.frame({ anchor: "left", stroke: ink("quiet"), insetTop: gaps.frame, insetBottom: gaps.frame, facetAnchor: "left" })];
  return [...line, ticks === null ? Plot.axisY({ ...axis, label: null }) : Plot.axisY([...ticks], { ...axis, label: null })];
}

/** What a cell says of an axis and its scale alike. */
function picked(options: PlotOptions): PlotOptions {
  return Object.fromEntries(["tickFormat", "ticks", "tickSize", "tickRotate", "label"].flatMap((key) => (key in options ? [[key, options[key]]] : [])));
}

/** The width of the widest label among ticks. */
export function tickRoom({ ticks }: Axis, domain: readonly unknown[], format: unknown): number {
  const shown = ticks ?? domain;
  const texts = shown.map((tick, i) => (typeof format === "function" ? String(format(tick, i)) : typeof tick === "number" ? tick.toLocaleString("en-US") : String(tick)));
  return Math.max(0, ...texts.map(textWidth));
}
