/** Labels on the lines and points themselves, in the place of a legend: `label: "measured"`, or one for each series. */
import * as Plot from "@observablehq/plot";
import type { PlotOptions } from "./figure.ts";
import { ink } from "./style.ts";

/** Where along its mark a label stands: right of the last point, left of the first, above the highest, below the lowest. */
export const labelPlaces = ["last", "first", "top", "bottom"] as const;
export type LabelPlace = (typeof labelPlaces)[number];

/** The label that a mark asks for; `text` null: each series is labelled by its name. */
export interface LabelRequest {
  readonly data: unknown;
  readonly options: PlotOptions;
  readonly text: string | null;
  readonly place: LabelPlace;
}

/** A label at a data point. */
export interface Label {
  readonly x: unknown;
  readonly y: unknown;
  readonly fx: unknown;
  readonly fy: unknown;
  readonly text: string;
  readonly place: LabelPlace;
  /** The series whose ink it takes; null where the mark has one ink, `ink`. */
  readonly series: unknown;
  readonly ink: string;
}

/** The request among a mark's options, and the options without it. Throws an author's `TypeError` for an unknown place. */
export function labelRequest(name: string, data: unknown, written: PlotOptions): { readonly request: LabelRequest | null; readonly options: PlotOptions } {
  const { label, labelAt = "last", ...options } = written;
  const place = labelPlaces.find((each) => each === labelAt);
  if (place === undefined) throw new TypeError(`\`labelAt: ${JSON.stringify(labelAt)}\` is no place; expected one of ${labelPlaces.map((each) => `"${each}"`).join(", ")}`);
  if (typeof label === "string") return { request: { data, options, text: label, place }, options };
  const bySeries = label !== null && name.startsWith("line") && seriesOf(options) !== null;
  return { request: bySeries ? { data, options, text: null, place } : null, options };
}

/** Which option tells the series apart: a stroke or fill that is no colour, else `z`. */
function seriesOf(options: PlotOptions): unknown {
  return colouring(options) ?? options["z"] ?? null;
}

function colouring({ stroke, fill }: PlotOptions): unknown {
  return [stroke, fill].find((each) => each !== undefined && each !== null && !isColour(each)) ?? null;
}

function isColour(value: unknown): value is string {
  return typeof value === "string" && /^(?:none|currentcolor|var\(.*\)|url\(.*\)|#[\da-f]{3,8}|(?:rgb|hsl)a?\(.*\))$/i.test(value.trim());
}

/** The labels of a request: one for the mark, or one for each of its series, in every facet. */
export function labelsOf({ data, options, text, place }: LabelRequest): readonly Label[] {
  const column = columns(data, options);
  const [x, y, fx, fy, series] = [column(options["x"] ?? index), column(options["y"]), column(options["fx"]), column(options["fy"]), column(seriesOf(options))];
  const groups = new Map<string, number[]>();
  for (const i of x.keys()) {
    if (!isDrawn(x[i]) || !isDrawn(y[i])) continue;
    const key = JSON.stringify([text === null ? String(series[i]) : "", String(fx[i]), String(fy[i])]);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  const coloured = text === null && colouring(options) !== null;
  return [...groups.values()].map((group) => {
    const i = pointAt(place, group, y);
    return { x: x[i], y: y[i], fx: fx[i], fy: fy[i], text: text ?? String(series[i]), place, series: coloured ? series[i] : null, ink: inkOf(options) };
  });
}

const index = (_: unknown, i: number): number => i;

/** Reads a channel; what a transform makes is not known before the plot is drawn. */
function columns(data: unknown, options: PlotOptions): (channel: unknown) => readonly unknown[] {
  if ("transform" in options || "initializer" in options) {
    throw new TypeError("a mark whose data a transform makes cannot take `label`; write `Plot.text` beside it");
  }
  const rows: readonly unknown[] = Array.isArray(data) ? data : ArrayBuffer.isView(data) ? Array.from(data as unknown as ArrayLike<number>) : [];
  return (channel) => (channel === undefined || channel === null ? rows.map(() => undefined) : Array.from(Plot.valueof(rows, channel as string) ?? []));
}

function pointAt(place: LabelPlace, group: readonly number[], y: readonly unknown[]): number {
  const height = (i: number): number => Number(y[i]);
  const sought = {
    last: group.at(-1),
    first: group[0],
    top: group.toSorted((i, j) => height(j) - height(i))[0],
    bottom: group.toSorted((i, j) => height(i) - height(j))[0],
  }[place];
  return sought ?? 0;
}

function isDrawn(value: unknown): boolean {
  return value !== null && value !== undefined && !(typeof value === "number" && !Number.isFinite(value));
}

function inkOf({ stroke, fill }: PlotOptions): string {
  return [stroke, fill].find((each) => isColour(each) && each !== "none" ? each : null)?.toString() ?? ink("ink");
}
