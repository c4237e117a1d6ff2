/** `::measurements`: the timings recorded under `book/measurements/`. */
import type { BlockContent, TableRow } from "mdast";
import type { Collected } from "../collected.ts";
import { readJson } from "../json.ts";
import { text } from "../../walk.ts";
import { paragraph } from "./grouped.ts";

const folder = "book/measurements";
const columns = ["name", "value", "unit", "command", "machine", "date", "commit"] as const;

/** A table of all records, or a sentence that there is none. */
export function measurements({ files }: Collected): readonly BlockContent[] {
  const records = files
    .list(folder)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => recordsOf(files.read(`${folder}/${name}`) ?? "", name.slice(0, -".json".length)));
  if (records.length === 0) return [paragraph([text("No measurement is recorded yet.")])];
  const head = row(columns.map((column) => column.charAt(0).toUpperCase() + column.slice(1)));
  return [{ type: "table", align: columns.map((column) => (column === "value" ? "right" : null)), children: [head, ...records.map(row)] }];
}

/** A file holds one record or a list of them; each is a row of texts. What is no record is left to the tool that writes them. */
function recordsOf(json: string, stem: string): string[][] {
  const read = readJson(json);
  if ("mistake" in read) return [];
  const list: readonly unknown[] = Array.isArray(read.value) ? read.value : [read.value];
  return list.filter(isRecord).map((record) => columns.map((column) => shown(record[column], column === "name" ? stem : "")));
}

function shown(value: unknown, otherwise: string): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : otherwise;
}

function row(cells: readonly string[]): TableRow {
  return { type: "tableRow", children: cells.map((cell) => ({ type: "tableCell", children: [text(cell)] })) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
