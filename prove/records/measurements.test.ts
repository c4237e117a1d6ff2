import { expect, test } from "vitest";
import { measurementsText, readMeasurements, type MeasuredRun } from "./measurements.ts";

const run: MeasuredRun = {
  conditions: { command: "npm run bench -- program", machine: "two cores", load: 0.25, date: "2026-11-24", commit: "abc" },
  values: [
    { name: "naive", value: 2, unit: "s", baseline: null, ratio: null },
    { name: "blocked", value: 0.5, unit: "s", baseline: "naive", ratio: 0.25 },
  ],
};

test("what was written is read again, each value with its conditions", () => {
  expect(readMeasurements(measurementsText(run), "matmul")).toEqual(run.values.map((value) => ({ ...value, conditions: run.conditions })));
});

test("the other programs of a run are kept with their versions", () => {
  const beside = ["OpenBLAS 0.3.29", "PyTorch 2.6.0"];
  const peers: MeasuredRun = { ...run, conditions: { ...run.conditions, beside } };
  expect(readMeasurements(measurementsText(peers), "peers").map(({ conditions }) => conditions.beside)).toEqual([beside, beside]);
  expect(measurementsText(run)).not.toContain("beside");
});

test.each([
  ["a single value with its conditions beside it", '{"value":3,"unit":"ms","command":"c","machine":"m","date":"d","commit":null}', [["speed", 3, "ms", "c", null]]],
  ["a list of runs", '[{"name":"a","value":1},{"values":[{"name":"b","value":2}],"command":"c","commit":"x"}]', [["a", 1, "", "", null], ["b", 2, "", "c", "x"]]],
  ["a value without a number", '{"values":[{"name":"a"},{"name":"b","value":"3"}]}', []],
  ["no JSON", "{", []],
  ["no record", "[3, null]", []],
])("%s", (_, text, values) => {
  expect(readMeasurements(text, "speed").map(({ name, value, unit, conditions }) => [name, value, unit, conditions.command, conditions.commit])).toEqual(values);
});
