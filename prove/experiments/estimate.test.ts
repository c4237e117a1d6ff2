import { expect, test } from "vitest";
import { duration, progressText, timeLeft, type SeedProgress } from "./estimate.ts";

const waiting: SeedProgress & { readonly seed: number } = { experiment: "names", seed: 1, state: "waiting", count: 0, all: null, resumed: 0, elapsed: 0, whole: null };
const running = { ...waiting, state: "running", count: 300, all: 1000, elapsed: 30 } as const;

test.each<[string, readonly SeedProgress[], number, { readonly seconds: number; readonly isAll: boolean }]>([
  ["a running seed goes on as it went", [running], 1, { seconds: 70, isAll: true }],
  ["steps from before an interruption took no time now", [{ ...running, resumed: 200, elapsed: 10 }], 1, { seconds: 70, isAll: true }],
  ["a seed that waits takes what another took", [running, { ...waiting, whole: 100 }], 1, { seconds: 170, isAll: true }],
  ["two at a time take half", [running, running], 2, { seconds: 70, isAll: true }],
  ["but no less than the longest", [running, { ...waiting, whole: 400 }], 4, { seconds: 400, isAll: true }],
  ["of one nothing is known", [running, waiting], 1, { seconds: 70, isAll: false }],
  ["what has ended takes nothing", [{ ...waiting, state: "ended", whole: 100 }], 1, { seconds: 0, isAll: true }],
  ["one that has not said a step is measured by another", [{ ...running, count: 0, whole: 40 }], 1, { seconds: 10, isAll: true }],
])("%s", (_, seeds, jobs, estimate) => {
  expect(timeLeft(seeds, jobs)).toEqual(estimate);
});

test("the line names what runs, its steps, and what is left", () => {
  const seeds = [{ ...running, seed: 2, count: 41_200, all: 200_000, elapsed: 60 }, { ...running, experiment: "novel", count: 7, all: null }, { ...waiting, state: "ended" as const }];
  expect(progressText(seeds, 2)).toBe("names seed 2: step 41,200 of 200,000; novel seed 1: step 7; 1 of 3 seeds, more than 4 min left");
  expect(progressText([waiting], 2)).toBe("0 of 1 seed");
});

test.each([[0.2, "1 s"], [89, "89 s"], [90, "2 min"], [5000, "83 min"], [5400, "1.5 h"]])("%d seconds are %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
