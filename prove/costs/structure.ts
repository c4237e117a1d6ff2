/** Whether a table's rows and columns are those of the ledger. */
import { closest } from "../../tangle/index.ts";
import type { Failure } from "../records/outcome.ts";
import type { CountedRun } from "./counting.ts";
import { isTotal, placesOf, type CostClaim, type EntryPlace } from "./places.ts";
import { plain } from "./sums.ts";

/** What makes a comparison pointless: nothing counted, labels or names that the table or the ledger has not. */
export function structureFailures(claim: CostClaim, runs: readonly CountedRun[]): readonly Failure[] {
  const places = placesOf(claim.rows);
  const labels = written(runs.flatMap(({ sums }) => sums.labels()));
  const names = written(runs.flatMap(({ sums }) => sums.names()));
  if (runs.some(({ yielded }) => yielded)) return [whole("cost-yields", "the cell of a cost counts, and yields nothing")];
  if (runs.some(({ counts }) => counts === 0)) return [{ ...whole("nothing-counted", "the cell does not call `count`"), cure: "run what the table is about in it: `count(() => …)`" }];
  if (labels.length === 0) return [whole("empty-ledger", "nothing was entered in the ledger while the cell counted")];
  const unknown = [...unknownRows(places, labels), ...unknownColumns(places, names)];
  return unknown.length > 0 ? unknown : [...unlistedRows(claim, labels), ...missingEntries(claim, runs)];
}

function unknownRows(places: readonly EntryPlace[], labels: readonly string[]): readonly Failure[] {
  const firsts = places.filter((place, index) => !place.total && !has(labels, place.label) && places.findIndex(({ label }) => label === place.label) === index);
  return firsts.map((place) => withCure(inEntry(place, "unknown-row", `nothing is entered in the ledger under \`${place.label}\`, only under ${list(labels)}`), closest(place.label, labels)));
}

function unknownColumns(places: readonly EntryPlace[], names: readonly string[]): readonly Failure[] {
  const firsts = places.filter((place, index) => !has(names, place.column) && places.findIndex(({ column }) => column === place.column) === index);
  return firsts.map((place) => withCure(inEntry(place, "unknown-column", `no operation enters \`${place.column}\` in the ledger, only ${list(names)}`), closest(place.column, names)));
}

function unlistedRows({ rows }: CostClaim, labels: readonly string[]): readonly Failure[] {
  if (rows.some(({ label }) => isTotal(label))) return [];
  return labels.filter((label) => !has(rows.map((row) => row.label), label)).map((label) => whole("unlisted-row", `\`${label}\` is entered in the ledger, and the table has no row for it`));
}

/** A blank entry says nothing, so nothing may be there to be said. */
function missingEntries({ rows }: CostClaim, runs: readonly CountedRun[]): readonly Failure[] {
  const places = placesOf(rows);
  const columns = [...new Set(places.map(({ column }) => column))];
  return rows.flatMap(({ label, entries }) =>
    columns.filter((column) => !entries.some((entry) => entry.column === column)).flatMap((column): readonly Failure[] => {
      const sum = runs.map(({ sums }) => sums.of(isTotal(label) ? null : label, column) ?? 0).find((each) => each !== 0);
      const beside = places.find((place) => place.label === label);
      if (sum === undefined) return [];
      const message = `the ledger has ${sum} \`${column}\` under \`${label}\`, and the row has no formula for them`;
      return [beside === undefined ? whole("missing-entry", message) : inEntry(beside, "missing-entry", message)];
    }),
  );
}

function has(texts: readonly string[], text: string): boolean {
  return texts.some((each) => plain(each) === plain(text));
}

/** Each once, as first written, in the order of the alphabet. */
function written(texts: readonly string[]): readonly string[] {
  return [...new Map([...texts].reverse().map((text) => [plain(text), text])).values()].sort();
}

function list(texts: readonly string[]): string {
  const quoted = texts.map((text) => `\`${text}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1) ?? ""}`;
}

function whole(code: string, message: string): Failure {
  return { code, message, where: { kind: "unit" }, notes: [] };
}

function inEntry({ number, formula }: EntryPlace, code: string, message: string): Failure {
  return { code, message, where: { kind: "formula", formula: number, at: { start: 0, end: formula.latex.length } }, notes: [] };
}

function withCure(failure: Failure, meant: string | null): Failure {
  return meant === null ? failure : { ...failure, cure: `write \`${meant}\`` };
}
