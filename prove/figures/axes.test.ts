import { expect, test } from "vitest";
import { axisOf, roundStep, tickText } from "./axes.ts";

const axis = (from: number, to: number, count: number) => axisOf({ type: "linear", domain: [from, to], label: null }, {}, count);

test("ticks stand at round numbers inside the range of the data, and at its ends where these are as round", () => {
  expect(axis(1, 30, 7).ticks).toEqual([1, 5, 10, 15, 20, 25, 30]);
  expect(axis(0, 8, 4).ticks).toEqual([0, 2, 4, 6, 8]);
  expect(axis(0.1, 0.9, 9).ticks).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
  expect(axis(0.88, 4.44, 4).ticks).toEqual([1, 2, 3, 4]);
  expect(axis(-3, 3, 3).ticks).toEqual([-2, 0, 2]);
});

test("the frame is as long as the data, but an end very near a round number is moved there", () => {
  expect(axis(0.88, 4.44, 4).domain).toEqual([0.88, 4.44]);
  expect(axis(0.0003, 99.98, 5).domain).toEqual([0, 100]);
});

test("an end too near a tick has no tick of its own", () => {
  expect(axis(0, 11, 5).ticks).toEqual([0, 5, 10]);
});

test("a single value, dates and logarithms are left to Plot", () => {
  expect(axis(3, 3, 5).ticks).toBeNull();
  expect(axisOf({ type: "log", domain: [1, 1000], label: null }, {}, 5).ticks).toBeNull();
  expect(axisOf({ type: "utc", domain: [new Date(0), new Date(1)], label: null }, {}, 5).ticks).toBeNull();
});

test.each([
  [0.07, 0.1], [0.1, 0.1], [0.11, 0.2], [0.3, 0.5], [0.51, 1], [1, 1], [4, 5], [9, 10], [0.00003, 0.00005], [123456, 200000],
])("the round step above %d is %d", (rough, step) => {
  expect(roundStep(rough)).toBe(step);
});

test("ticks of one axis have the same digits after the point, a true minus, and commas in thousands", () => {
  expect([0, 0.05, 0.1].map((tick) => tickText(tick, axis(0, 0.1, 2)))).toEqual(["0.00", "0.05", "0.10"]);
  expect([-2000, 0].map((tick) => tickText(tick, axis(-2000, 0, 2)))).toEqual(["−2,000", "0"]);
});
