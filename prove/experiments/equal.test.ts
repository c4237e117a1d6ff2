import { expect, test } from "vitest";
import { differenceIn, isEqual } from "./equal.ts";
import type { SeedRun } from "../seed/inside.ts";
import type { ExperimentRecord, Json } from "../records/experiment.ts";

const record = { steps: [1, { loss: 0.5, text: "a" }, [3, 4]], count: 3, value: { end: 2 } } as unknown as ExperimentRecord;
const run = (over: Partial<SeedRun>): SeedRun => ({ steps: record.steps, count: 3, value: record.value, seconds: 0, data: {}, ...over });

test.each<[string, Partial<SeedRun>, number | null, unknown]>([
  ["the same", {}, null, null],
  ["the same, as far as it was replayed", { steps: [1], count: 1, value: null }, null, null],
  ["another step", { steps: [1, { loss: 0.5000001, text: "a" }] }, null, { where: "step 2", recorded: '{"loss":0.5,"text":"a"}', now: '{"loss":0.5000001,"text":"a"}' }],
  ["another step, within a tolerance", { steps: [1, { loss: 0.5000001, text: "a" }], value: null }, 1e-6, null],
  ["another text, which no tolerance excuses", { steps: [1, { loss: 0.5, text: "b" }] }, 0.5, { where: "step 2", recorded: '{"loss":0.5,"text":"a"}', now: '{"loss":0.5,"text":"b"}' }],
  ["another value", { value: { end: 3 } }, null, { where: "the value", recorded: '{"end":2}', now: '{"end":3}' }],
  ["fewer steps in all", { steps: [1, { loss: 0.5, text: "a" }], count: 2 }, null, { where: "the number of steps", recorded: "3", now: "2" }],
  ["more steps than were ever taken", { steps: [...record.steps, 5], count: 4, value: null }, null, { where: "the number of steps", recorded: "3", now: "4 or more" }],
])("a replay that is %s", (_, over, tolerance, difference) => {
  expect(differenceIn(record, run(over), tolerance)).toEqual(difference);
});

test.each<[Json, Json, number, boolean]>([
  [1, 1 + 1e-9, 0, false],
  [1, 1 + 1e-9, 1e-8, true],
  [1e-12, 0, 1e-6, false],
  [0, 0, 0, true],
  [[1, [2]], [1, [2]], 0, true],
  [[1], [1, 2], 0.9, false],
  [[], {}, 0.9, false],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, 0, true],
  [{ a: 1 }, { a: 1, b: null }, 0.9, false],
  [null, {}, 0.9, false],
  ["1", 1, 0.9, false],
])("%j and %j within %d: %s", (one, other, tolerance, equal) => {
  expect([isEqual(one, other, tolerance), isEqual(other, one, tolerance)]).toEqual([equal, equal]);
});
