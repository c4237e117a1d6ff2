/** `table(rows, { heads, digits })`: numbers as a table prints them, so that a cell says what it shows and not how. */
import type { Table } from "./table.ts";

/** How a table is set. All have defaults. */
export interface TableOptions {
  /** One for each column, units in them (`"bits per character"`), or some by the column's name; else the names that columns have. */
  readonly heads?: readonly string[] | Readonly<Record<string, string>>;
  /** Significant digits of the largest number of a column, 3 if nothing is said: one for all, one for each column, or some by name. Whole numbers are printed whole. */
  readonly digits?: number | readonly (number | null)[] | Readonly<Record<string, number>>;
}

/**
 * The table of a list of rows (lists, or objects by column) or of an object of columns; `show` prints it. In a column all numbers have
 * equally many decimals, so that they stand under each other at the point; where the largest is over a thousand times the smallest,
 * each is a power of ten with its own digits. Digits stand in threes, `null` is an empty cell, anything else is printed as it is.
 * Throws `TypeError` for what is no table, and `RangeError` for columns of different lengths, heads or digits that do not fit, and NaN.
 */
export function table(data: unknown, options: TableOptions = {}): Table {
  const columns = columnsOf(data);
  const heads = headsOf(columns, options.heads);
  const texts = columns.map((column, index) => columnTexts(column, digitsFor(columns, index, options.digits)));
  const count = columns[0]?.values.length ?? 0;
  return { head: heads, rows: Array.from({ length: count }, (_, row) => texts.map((column) => column[row] ?? "")) };
}

interface Column {
  /** Null where the rows are lists. */
  readonly name: string | null;
  readonly values: readonly unknown[];
}

type List = ArrayLike<unknown>;

function columnsOf(data: unknown): readonly Column[] {
  if (Array.isArray(data)) return columnsOfRows(data);
  if (!isRecord(data)) throw new TypeError(`table: expected rows or columns, found ${kindOf(data)}`);
  const columns = Object.entries(data).map(([name, values]): Column => {
    if (!isList(values)) throw new TypeError(`table: the column \`${name}\` is ${kindOf(values)}, not a list`);
    return { name, values: Array.from(values) };
  });
  const [first] = columns;
  if (first === undefined) throw new RangeError("table: there are no columns");
  const other = columns.find(({ values }) => values.length !== first.values.length);
  if (other !== undefined) throw new RangeError(`table: the columns \`${first.name}\` and \`${other.name}\` have ${first.values.length} and ${other.values.length} values`);
  return columns;
}

function columnsOfRows(rows: readonly unknown[]): readonly Column[] {
  if (rows.length === 0) throw new RangeError("table: there are no rows");
  if (rows.every(isList)) {
    const width = rows[0]?.length ?? 0;
    const other = rows.findIndex(({ length }) => length !== width);
    if (other >= 0) throw new RangeError(`table: rows 1 and ${other + 1} have ${width} and ${rows[other]?.length} values`);
    return Array.from({ length: width }, (_, column) => ({ name: null, values: rows.map((row) => row[column]) }));
  }
  if (!rows.every(isRecord)) {
    const odd = rows.findIndex((row) => !isList(row) && !isRecord(row));
    throw new TypeError(odd < 0 ? "table: the rows are lists and objects; let all be one of them" : `table: row ${odd + 1} is ${kindOf(rows[odd])}, neither a list nor an object`);
  }
  return [...new Set(rows.flatMap(Object.keys))].map((name) => ({ name, values: rows.map((row) => row[name]) }));
}

/** None, where neither the columns have names nor heads are given. */
function headsOf(columns: readonly Column[], heads: TableOptions["heads"]): readonly string[] {
  if (isNamed(heads)) {
    refuseUnknown(columns, "head", Object.keys(heads));
    return columns.map(({ name }) => heads[name ?? ""] ?? name ?? "");
  }
  if (heads === undefined) return columns.some(({ name }) => name !== null) ? columns.map(({ name }) => name ?? "") : [];
  if (heads.length !== columns.length) throw new RangeError(`table: ${heads.length} heads for ${columns.length} columns`);
  return heads.map(String);
}

function digitsFor(columns: readonly Column[], index: number, digits: TableOptions["digits"]): number {
  if (isNamed(digits)) refuseUnknown(columns, "digits", Object.keys(digits));
  else if (isList(digits) && digits.length !== columns.length) throw new RangeError(`table: digits for ${digits.length} columns, and there are ${columns.length}`);
  const own = typeof digits === "number" ? digits : isNamed(digits) ? digits[columns[index]?.name ?? ""] : digits?.[index];
  const chosen = own ?? usualDigits;
  if (!Number.isInteger(chosen) || chosen < 1 || chosen > 17) throw new RangeError(`table: \`digits\` is a whole number from 1 to 17, found ${chosen}`);
  return chosen;
}

function refuseUnknown(columns: readonly Column[], what: string, names: readonly string[]): void {
  const unknown = names.find((name) => columns.every((column) => column.name !== name));
  if (unknown !== undefined) throw new RangeError(`table: ${what} for \`${unknown}\`, and no column has that name`);
}

const usualDigits = 3;
/** Beyond this ratio of the largest to the smallest number, equal decimals would be many zeros or lose the small ones. */
const widestRange = 3;

function columnTexts({ name, values }: Column, digits: number): readonly string[] {
  const numbers = values.filter((value) => typeof value === "number");
  const not = values.findIndex(Number.isNaN);
  if (not >= 0) throw new RangeError(`table: row ${not + 1}${name === null ? "" : ` of \`${name}\``} is NaN`);
  const print = printerOf(numbers.filter(Number.isFinite), digits);
  return values.map((value) => {
    if (value === null || value === undefined) return "";
    if (typeof value === "bigint") return grouped(String(value));
    if (typeof value !== "number") return String(value);
    return Number.isFinite(value) ? print(value) : value > 0 ? "∞" : "−∞";
  });
}

function printerOf(numbers: readonly number[], digits: number): (value: number) => string {
  if (numbers.every((value) => Number.isInteger(value) && Math.abs(value) < 1e15)) return (value) => grouped(String(value));
  const powers = numbers.filter((value) => value !== 0).map((value) => exponentOf(value, digits));
  const [most, least] = [Math.max(...powers), Math.min(...powers)];
  if (most - least > widestRange || most > 15 || least < -5) return (value) => (value === 0 ? "0" : powerOfTen(value, digits));
  // two digits at least of the smallest
  const decimals = Math.max(0, digits - 1 - most, Math.min(digits, 2) - 1 - least);
  return (value) => grouped(value.toFixed(decimals));
}

/** Of the number as it is rounded: 9.996 to three digits is 10.0. */
function exponentOf(value: number, digits: number): number {
  return Number(value.toExponential(digits - 1).split("e")[1]);
}

function powerOfTen(value: number, digits: number): string {
  return signed(value.toExponential(digits - 1).replace("e+", "e")); // 6.90e-6
}

/** A number's digits before the point in threes. */
function grouped(text: string): string {
  const [whole = "", ...fraction] = text.split(".");
  return signed([whole.replace(/\B(?=(\d{3})+$)/g, ","), ...fraction].join("."));
}

function signed(text: string): string {
  return text.replace(/^-/, "−");
}

function isList(value: unknown): value is List {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function isNamed<T>(value: number | readonly T[] | Readonly<Record<string, NonNullable<T>>> | undefined): value is Readonly<Record<string, NonNullable<T>>> {
  return typeof value === "object" && !Array.isArray(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (isList(value)) return "a list";
  if (typeof value === "object") return value.constructor === undefined || value.constructor === Object ? "an object" : `a \`${value.constructor.name}\``;
  return typeof value === "function" ? "a function" : `the ${typeof value} \`${String(value)}\``;
}
