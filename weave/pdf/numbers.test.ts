import { expect, test } from "vitest";
import { attributes, plain, words, type PandocCell, type PandocInline } from "../pandoc/syntax.ts";
import { columnWidths, headsOf, isTight, numberColumns, pointPadding } from "./numbers.ts";

const cell = (text: string): PandocCell => [attributes(), { t: "AlignDefault" }, 1, 1, text === "" ? [] : [plain(words(text))]];
const rows = (...texts: readonly (readonly string[])[]): readonly (readonly PandocCell[])[] => texts.map((row) => row.map(cell));

test("a column is one of numbers if every cell with something in it is a number", () => {
  expect(numberColumns(rows(["1", "1.25", "a"], ["-22.5", "", "2"], ["1,000", "3", "3"]), 3)).toEqual([{ figures: 1 }, { figures: 2 }, null]);
});

test("a number lacks the figures, and perhaps the point, of the longest", () => {
  const column = { figures: 2 };
  expect(["1.25", "1.5", "1"].map((text) => pointPadding(words(text), column))).toEqual([
    { missing: 0, point: false }, { missing: 1, point: false }, { missing: 2, point: true },
  ]);
});

test("the long columns of a wide table share what the short ones leave, none more than twice its fair share", () => {
  expect(columnWidths([], rows(["order", "2.5"]), 2)).toEqual(["auto", "auto"]);
  expect(columnWidths([], rows(["k", "x".repeat(60), "y".repeat(40)]), 3)).toEqual(["auto", "48fr", "40fr"]);
});

test("a head of several words widens no column, one long word does", () => {
  const header = ["layer", "milliseconds of the triad", "share of the peak of this machine"].map(cell);
  expect(columnWidths(header, rows(["cross-entropy, backward", "2.10", "0.581"]), 3)).toEqual(["auto", "auto", "auto"]);
  expect(columnWidths(["n", "w".repeat(70)].map(cell), rows(["1", "2"]), 2)).toEqual(["auto", "70fr"]);
});

const lines = (head: readonly PandocInline[]) => head.map((inline) => (inline.t === "Str" ? inline.c : inline.t === "LineBreak" ? "/" : " ")).join("");

test("heads that do not fit in one line are broken where their columns end, and a word stands whole", () => {
  const narrow = ["n", "of roofline"].map(cell);
  expect(headsOf(narrow, rows(["1", "0.5"])).map(lines)).toEqual(["n", "of roofline"]);
  const wide = ["T", "projections, ms", "of roofline", "primitives, ms", "of roofline", "kernel, ms", "test, seed 1", "seconds of a step"].map(cell);
  expect(headsOf(wide, rows(["1,024", "0.204", "0.62", "4.721", "0.347", "0.971", "3.041", "a minute and more"])).map(lines)).toEqual([
    "T", "projections,/ms", "of/roofline", "primitives,/ms", "of/roofline", "kernel,/ms", "test,/seed 1", "seconds of a step",
  ]);
});

test("where there is room, lines of a head are not short", () => {
  const header = ["hyperparameter", "eight residual layers", "one residual layer", "one tanh layer"].map(cell);
  expect(headsOf(header, rows(["schedule", "linear ".repeat(20), "the same", "the same"])).map(lines)).toEqual([
    "hyperparameter", "eight residual layers", "one residual/layer", "one tanh/layer",
  ]);
});

test("a table is tight where its longest words alone nearly fill a line, not where its cells are long", () => {
  const cells = Array.from({ length: 7 }, () => "seventh");
  expect(isTight(cells.map(cell), rows(cells), 7)).toBe(true);
  expect(isTight(cells.slice(1).map(cell), rows(cells.slice(1)), 6)).toBe(false);
  expect(isTight([], rows(["a long cell ".repeat(20), "another ".repeat(20)]), 2)).toBe(false);
});
