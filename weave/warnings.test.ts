import { expect, test } from "vitest";
import { notRunWarning } from "./warnings.ts";
import { smallBook } from "./testing/smallBook.ts";

const warningFor = (cells: number, figures: number, numbers: number, derivations: number, costs = 0): string | null =>
  notRunWarning({ ...smallBook({ "a.md": "# A\n" }).document, notRun: { cells, figures, numbers, derivations, costs } });

test("everything that has not been run is counted in one sentence", () => {
  expect(warningFor(12, 2, 9, 5, 3)).toBe(
    "warning[not-run]: 12 cells, 2 figures, 9 numbers, 5 derivations and 3 costs have not been run yet; they are shown as such, and `npm run prove` runs them\n",
  );
});

test("what there is none of is not named", () => {
  expect(warningFor(1, 0, 0, 2)).toBe("warning[not-run]: 1 cell and 2 derivations have not been run yet; they are shown as such, and `npm run prove` runs them\n");
});

test("one thing has its own grammar", () => {
  expect(warningFor(0, 1, 0, 0)).toBe("warning[not-run]: 1 figure has not been run yet; it is shown as such, and `npm run prove` runs it\n");
});

test("a book of which all has been run gets no warning", () => {
  expect(warningFor(0, 0, 0, 0)).toBe(null);
});
