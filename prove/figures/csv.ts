/** The data behind a figure, as a table that a reader can download. */
import * as Plot from "@observablehq/plot";
import type { PlotOptions } from "./figure.ts";

type Row = Readonly<Record<string, unknown>>;

/** The rows of all marks, each set of data once, and no set that is a part of another; null where there are none. With several sets the first column counts them. */
export function csvOf(plots: readonly PlotOptions[]): string | null {
  const marks = plots.flatMap((options) => [options["marks"] ?? []].flat(Infinity)).filter((mark): mark is DataMark => mark instanceof Plot.Mark);
  const sets = [...new Set(marks.map(({ data }) => data))].flatMap((data) => {
    const rows = rowsOf(data, marks.filter((mark) => mark.data === data));
    return rows.length === 0 ? [] : [rows];
  });
  const whole = sets.filter((rows, i) => !sets.some((others, j) => j !== i && (others.length > rows.length || j < i) && rows.every((row) => others.includes(row))));
  if (whole.length === 0) return null;
  const few = whole.map(sampled);
  const counted = few.length === 1 ? few.flat() : few.flatMap((rows, i) => rows.map((row): Row => ({ set: i + 1, ...row })));
  return table(counted);
}

/** Rows of one set; of more, as many as this are written, evenly spaced, the first and the last among them. */
export const mostRows = 500;

function sampled(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= mostRows) return rows;
  return Array.from({ length: mostRows }, (_, i) => rows[Math.round((i * (rows.length - 1)) / (mostRows - 1))] ?? {});
}

type DataMark = Plot.Mark & { readonly data?: unknown; readonly channels?: Readonly<Record<string, { readonly value?: unknown }>> };

/** Objects are rows as they are; of other data, what is drawn of it. */
function rowsOf(data: unknown, marks: readonly DataMark[]): readonly Row[] {
  const values: readonly unknown[] = Array.isArray(data) ? data : ArrayBuffer.isView(data) ? Array.from(data as unknown as ArrayLike<number>) : [];
  if (values.every(isRecord)) return values;
  const drawn = marks.find((mark) => !["Rule", "Text", "Frame", "Tick"].some((name) => mark.constructor.name.startsWith(name)));
  const channels = Object.entries(drawn?.channels ?? {}).filter(([, { value }]) => value !== undefined && value !== null);
  const columns = channels.map(([name, { value }]) => [name, Array.from(Plot.valueof(values, value as string) ?? [])] as const);
  return columns.length === 0 ? [] : values.map((_, i) => Object.fromEntries(columns.map(([name, column]) => [name, column[i]])));
}

function isRecord(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function table(rows: readonly Row[]): string | null {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => rows.some((row) => isCell(row[name])));
  if (names.length === 0) return null;
  return [names.map(quoted), ...rows.map((row) => names.map((name) => cell(row[name])))].map((cells) => `${cells.join(",")}\n`).join("");
}

const isCell = (value: unknown): boolean => ["number", "string", "boolean", "bigint"].includes(typeof value) || value instanceof Date;

/** Seven digits, more than a drawing shows: the last bits of a logarithm are not the same on every machine. */
function cell(value: unknown): string {
  if (!isCell(value)) return "";
  if (typeof value === "number") return String(Number.isFinite(value) ? Number(value.toPrecision(7)) : value);
  return quoted(value instanceof Date ? value.toISOString() : String(value));
}

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
