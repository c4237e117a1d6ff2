/** Tables that `show()` is given, and how they look as text. */
import { inspect } from "node:util";
import { printable } from "../printable.ts";

/** Head and rows as text; the head is empty where columns have no names. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The table that a value is: a list of objects, a list of lists, or `{ head, rows }`; null for any other value. */
export function tableOf(value: unknown): Table | null {
  if (isRecord(value) && isLists(value["rows"]) && Array.isArray(value["head"])) {
    return { head: value["head"].map(cellText), rows: value["rows"].map((row) => Array.from(row, cellText)) };
  }
  if (!Array.isArray(value) || value.length === 0) return null;
  const list: readonly unknown[] = value;
  if (isLists(list)) return { head: [], rows: list.map((row) => Array.from(row, cellText)) };
  if (!list.every(isRecord)) return null;
  const head = [...new Set(list.flatMap(Object.keys))];
  return { head, rows: list.map((row) => head.map((name) => cellText(row[name]))) };
}

/** The table as lines: columns of numbers stand right, others left, two spaces between them. */
export function tableLines({ head, rows }: Table): readonly string[] {
  const all = head.length > 0 ? [head, ...rows] : rows;
  const columns = Math.max(0, ...all.map((row) => row.length));
  const shapes = Array.from({ length: columns }, (_, column) => ({
    width: Math.max(...all.map((row) => widthOf(row[column] ?? ""))),
    isNumeric: rows.every((row) => isNumber(row[column] ?? "")),
  }));
  return all.map((row) => shapes.map(({ width, isNumeric }, column) => padded(row[column] ?? "", { width, isNumeric })).join("  ").trimEnd());
}

/** True for a column that holds only numbers and empty cells; it is set to the right. */
export function isNumericColumn(rows: Table["rows"], column: number): boolean {
  return rows.every((row) => isNumber(row[column] ?? ""));
}

function padded(text: string, { width, isNumeric }: { readonly width: number; readonly isNumeric: boolean }): string {
  const space = " ".repeat(width - widthOf(text));
  return isNumeric ? space + text : text + space;
}

/** In code points, so that a letter outside of the basic plane is as wide as any other. */
function widthOf(text: string): number {
  return [...text].length;
}

function isNumber(text: string): boolean {
  return /^[+\-−]?(\d[\d., _\u00A0\u202F]*|∞)([eE][+-]?\d+)?[  ]?%?$|^$/.test(text);
}

function cellText(value: unknown): string {
  const text = typeof value === "string" ? value : value === undefined || value === null ? "" : typeof value === "object" ? inspect(value, { breakLength: Infinity }) : String(value);
  return printable(text).replace(/\s+/g, " ");
}

/** Typed arrays are lists, too. */
function isLists(value: unknown): value is readonly ArrayLike<unknown>[] {
  return Array.isArray(value) && value.every((row) => Array.isArray(row) || (ArrayBuffer.isView(row) && !(row instanceof DataView)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
