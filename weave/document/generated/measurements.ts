/** `::measurements`: the timings recorded under `book/measurements/`, each with its conditions. */
import type { BlockContent, TableRow } from "mdast";
import { readMeasurements, type Measurement } from "../../../prove/index.ts";
import type { Collected } from "../collected.ts";
import { text } from "../../walk.ts";
import { commitWords } from "../../words/commitWords.ts";
import { paragraph } from "./grouped.ts";

const folder = "book/measurements";

/** The columns, and what each says of a value. */
const columns: readonly (readonly [string, (measurement: Measurement) => string])[] = [
  ["Name", ({ name }) => name],
  ["Value", ({ value }) => String(value)],
  ["Unit", ({ unit }) => unit],
  ["Ratio", ratio],
  ["Command", ({ conditions }) => conditions.command],
  ["Machine", ({ conditions }) => conditions.machine],
  ["Beside", ({ conditions }) => (conditions.beside ?? []).join(", ")],
  ["Load", ({ conditions }) => (conditions.load === null ? "" : String(conditions.load))],
  ["Date", ({ conditions }) => conditions.date],
  ["Made at", ({ conditions }) => (conditions.commit === null ? "" : commitWords(conditions.commit))],
];

/** A table of all records, or a sentence that there is none. */
export function measurements({ files }: Collected): readonly BlockContent[] {
  const records = files
    .list(folder)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => readMeasurements(files.read(`${folder}/${name}`) ?? "", name.slice(0, -".json".length)));
  if (records.length === 0) return [paragraph([text("No measurement is recorded yet.")])];
  const head = row(columns.map(([name]) => name));
  const rows = records.map((record) => row(columns.map(([, say]) => say(record))));
  return [{ type: "table", align: columns.map(([name]) => (name === "Value" || name === "Load" ? "right" : null)), children: [head, ...rows] }];
}

function ratio({ ratio: value, baseline }: Measurement): string {
  return value === null || baseline === null ? "" : `${Number(value.toPrecision(3))} × ${baseline}`;
}

function row(cells: readonly string[]): TableRow {
  return { type: "tableRow", children: cells.map((cell) => ({ type: "tableCell", children: [text(cell)] })) };
}
