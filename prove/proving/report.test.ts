import { expect, test } from "vitest";
import type { Offset } from "../../tangle/index.ts";
import type { UnitRecord } from "../records/record.ts";
import { totalsReport } from "./report.ts";
import { totalsOf, type Shown } from "../records/totals.ts";

const shown = (result: UnitRecord["result"], over: Partial<Shown> = {}): Shown => ({ path: "book/01-a/index.md", offset: 7 as Offset, id: "a", unchecked: null, record: { key: "", data: {}, result }, ...over });
const derivation = (unchecked: readonly { row: number; why: string }[] = []): UnitRecord["result"] => ({ kind: "derivation", draws: 600, rows: 3, reasons: 2, difference: -13, transcribed: [{ row: 2, why: "an integral" }], unchecked });
const lineOf = (_: string, offset: number): number => offset + 1;

test("a book without cells", () => {
  expect(totalsReport(totalsOf([]), lineOf)).toBe("nothing is proved yet\n");
});

test("where no reason states a relation, none are counted", () => {
  const plain = shown({ kind: "derivation", draws: 100, rows: 2, reasons: 0, difference: null, transcribed: [], unchecked: [] });
  expect(totalsReport(totalsOf([plain]), lineOf)).toBe("proved: 1 derivation (2 rows, 100 draws)\n");
});

test("one of each", () => {
  const conditions = { command: "", machine: "", load: 0, date: "", commit: null, baseline: null };
  const all = [
    shown({ kind: "run", output: [], shown: [] }),
    shown({ kind: "run", output: [], shown: [], measured: conditions }),
    shown({ kind: "value", text: "1" }),
    shown({ kind: "figure", svg: "a.svg", svgSha256: "", csv: null, csvSha256: null, width: 1, height: 1 }),
    shown({ kind: "cost", sizes: [], exact: 4, bounds: 1 }),
    shown({ kind: "wrong", message: [] }),
    shown({ kind: "fragment" }),
    shown(derivation()),
    shown(derivation([{ row: 3, why: "a limit" }])),
    shown({ kind: "derivation", draws: 0, rows: 0, reasons: 0, difference: null, transcribed: [], unchecked: [] }, { unchecked: "an induction", offset: 40 as Offset }),
  ];
  expect(totalsReport(totalsOf(all), lineOf)).toBe(`proved: 2 derivations (6 rows, 4 reasons, 1,200 draws); 1 cost table (5 entries, of which 1 bound the count or expect it); 2 cells (1 measurement); 1 figure; 1 number; 1 mistake on purpose; 1 fragment
unchecked: 2
  book/01-a/index.md:8: expression 3: a limit
  book/01-a/index.md:41: the whole of it: an induction
transcribed: 2
  book/01-a/index.md:8: expression 2: an integral
  book/01-a/index.md:8: expression 2: an integral
`);
});
