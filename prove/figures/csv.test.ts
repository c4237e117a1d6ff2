import { expect, test } from "vitest";
import { csvOf, mostRows } from "./csv.ts";
import { figureGlobals } from "./globals.ts";
import { figureOf, type PlotOptions } from "./figure.ts";

const { Plot } = figureGlobals() as { Plot: Record<string, (...given: unknown[]) => unknown> };
const csv = (...marks: unknown[]): string | null => {
  const figure = figureOf(Plot["plot"]?.({ marks }));
  return csvOf(figure?.kind === "plot" ? [figure.options as PlotOptions] : []);
};

test("objects are rows, and data that two marks share is written once", () => {
  const data = [{ order: 0, bits: 4.4, note: "a, \"b\"" }, { order: 1, bits: 1 / 3, note: null }];
  expect(csv(Plot["lineY"]?.(data, { x: "order", y: "bits" }), Plot["dot"]?.(data, { x: "order", y: "bits" }))).toBe(
    'order,bits,note\n0,4.4,"a, ""b"""\n1,0.3333333,\n',
  );
});

test("several sets of data are told apart by a first column", () => {
  expect(csv(Plot["dot"]?.([{ x: 1, y: 2 }], { x: "x", y: "y" }), Plot["lineY"]?.([{ s: 3 }], { x: "s", y: "s" }))).toBe("set,x,y,s\n1,1,2,\n2,,,3\n");
});

test("rows picked out of other data are not written again", () => {
  const data = [{ x: 1 }, { x: 2 }];
  expect(csv(Plot["text"]?.(data.slice(1), { x: "x" }), Plot["dot"]?.(data, { x: "x" }))).toBe("x\n1\n2\n");
});

test("of plain numbers, what is drawn of them is written", () => {
  expect(csv(Plot["lineY"]?.([4, 5]))).toBe("x,y\n0,4\n1,5\n");
  expect(csv(Plot["dot"]?.([[1, 2], [3, 4]]))).toBe("x,y\n1,2\n3,4\n");
});

test("of a long set, rows evenly spaced are written, its ends among them", () => {
  const rows = csv(Plot["lineY"]?.(Array.from({ length: 99_999 }, (_, i) => i)))?.trimEnd().split("\n") ?? [];
  expect([rows.length, rows[0], rows[1], rows.at(-1)]).toEqual([mostRows + 1, "x,y", "0,0", "99998,99998"]);
  const steps = rows.slice(2).map((row, i) => Number(row.split(",")[0]) - Number(rows[i + 1]?.split(",")[0]));
  expect([Math.min(...steps), Math.max(...steps)]).toEqual([200, 201]);
});

test("rules and words that stand alone are no data", () => {
  expect(csv(Plot["ruleY"]?.([0]), Plot["text"]?.(["peak"], { frameAnchor: "top" }))).toBeNull();
});
