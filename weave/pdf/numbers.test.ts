import { expect, test } from "vitest";
import { attributes, plain, words, type PandocCell } from "../pandoc/syntax.ts";
import { columnWidths, numberColumns, pointPadding } from "./numbers.ts";

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
