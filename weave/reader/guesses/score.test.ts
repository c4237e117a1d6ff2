/** What guesses cost, against closed forms: the logarithmic score is proper, and a uniform answer costs what knowing nothing costs. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanLoss, verdict } from "./meanLoss.ts";
import { costOf } from "./form.ts";
import type { ChoiceGuess, CurveGuess, NumberGuess, Scale } from "./guess.ts";
import { distanceInWords, inWords, marginInWords, meanDistanceInWords, placeOf, readNumber, valueAt } from "./scale.ts";
import { aroundPlace, lossOf, overOptions, partAt, parts } from "./score.ts";

const percentages: Scale = { low: 0, high: 100, unit: "%", log: false };
const decades: Scale = { low: 1, high: 10_000, unit: "s", log: true };
const asked = { id: "g", label: "What", at: null };
const place = fc.double({ min: 0, max: 1, noNaN: true });
const margin = fc.constantFrom(0.01, 0.04, 0.12, 0.3);

describe("an option", () => {
  const choice: ChoiceGuess = { ...asked, kind: "choice", options: ["a", "b", "c"], answer: 1 };

  test("costs −log₂ of what was given to the right one", () => {
    expect(costOf(choice, { answer: 1, sure: 0.5 }).bits).toBeCloseTo(1, 12);
    expect(costOf(choice, { answer: 0, sure: 0.5 }).bits).toBeCloseTo(2, 12);
  });

  test("chosen without an idea costs what a uniform model loses, with no chance in it", () => {
    const loss = costOf(choice, { answer: 0, sure: 1 / 3 });
    expect(loss.bits).toBeCloseTo(Math.log2(3), 12);
    expect(loss.expected).toBeCloseTo(loss.uniform, 12);
    expect(loss.variance).toBeCloseTo(0, 12);
  });
});

describe("a scale", () => {
  test("has a distribution that sums to 1, and no part of it costs more than log₂(20 · 64)", () => {
    fc.assert(fc.property(place, margin, (at, sure) => {
      const distribution = aroundPlace(at, sure);
      expect(distribution.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      expect(Math.max(...distribution.map((p) => -Math.log2(p)))).toBeLessThanOrEqual(Math.log2(20 * parts) + 1e-9);
    }));
  });

  test("rewards the reader who says what they believe: another place or margin costs more on average", () => {
    fc.assert(fc.property(place, margin, place, margin, (at, sure, otherAt, otherSure) => {
      const [believed, said] = [aroundPlace(at, sure), aroundPlace(otherAt, otherSure)];
      const mean = believed.reduce((sum, p, part) => sum + p * lossOf(said, part).bits, 0);
      expect(mean).toBeGreaterThanOrEqual(lossOf(believed, 0).expected - 1e-9);
    }));
  });

  test("costs less the nearer the guess, and a sure one the least if it is right", () => {
    const cost = (answer: number, sure: number): number => costOf({ ...asked, kind: "number", scale: percentages, answer: 50, said: "50" } satisfies NumberGuess, { answer, sure }).bits;
    expect([50, 60, 80].map((answer) => cost(answer, 0.12))).toEqual([50, 60, 80].map((answer) => cost(answer, 0.12)).toSorted((a, b) => a - b));
    expect(cost(50, 0.01)).toBeLessThan(cost(50, 0.12));
    expect(cost(80, 0.01)).toBeGreaterThan(cost(80, 0.12));
  });

  test("is a line of equal differences, or of equal factors", () => {
    expect([0, 50, 100, 200].map((value) => placeOf(value, percentages))).toEqual([0, 0.5, 1, 1]);
    expect(placeOf(100, decades)).toBeCloseTo(0.5, 12);
    fc.assert(fc.property(place, (at) => void expect(placeOf(valueAt(at, decades), decades)).toBeCloseTo(at, 9)));
    expect([0, 0.5, 1].map(partAt)).toEqual([0, 32, 63]);
  });
});

test("a curve costs the mean of its heights, whose chances hang together", () => {
  const curve: CurveGuess = { ...asked, kind: "curve", across: percentages, scale: percentages, answer: [0, 50] };
  const height = (answer: number, came: number) => costOf({ ...asked, kind: "number", scale: percentages, answer: came, said: "" }, { answer, sure: 0.12 });
  const [one, other] = [height(10, 0), height(50, 50)];
  const loss = costOf(curve, { answer: [10, 50], sure: 0.12 });
  expect(loss.bits).toBeCloseTo((one.bits + other.bits) / 2, 12);
  expect(loss.variance).toBeCloseTo((one.variance + other.variance) / 2, 12);
});

test("a reader is told that they were too sure, or too careful, only where chance explains it no longer", () => {
  const flat = lossOf(overOptions(0, 0.5, 2), 0);
  expect(verdict(meanLoss([flat]))).toBe("That is as close to your own expectation as so few guesses can tell.");
  const wrong = Array.from({ length: 10 }, () => lossOf(overOptions(0, 0.9, 2), 1));
  expect(verdict(meanLoss(wrong))).toBe("You were surer than you had reason to be.");
  const right = Array.from({ length: 40 }, () => lossOf(overOptions(0, 0.75, 2), 0));
  expect(verdict(meanLoss(right))).toBe("You knew more than you trusted yourself to know.");
});

test.each<readonly [string, Scale, number | null]>([
  ["54", percentages, 54],
  ["54 %", percentages, 54],
  [" 1,000 s", decades, 1000],
  ["1e3", decades, 1000],
  ["−5", { ...percentages, low: -10 }, -5],
  ["101", percentages, null],
  ["many", percentages, null],
  ["", percentages, null],
])("“%s” is read as a number of its scale", (written, scale, value) => {
  expect(readNumber(written, scale)).toBe(value);
});

test("numbers and distances are said with their units", () => {
  expect(inWords(72_450, { unit: "" })).toBe("72,450");
  expect(inWords(0.04321, { unit: "nats" })).toBe("0.0432 nats");
  expect(inWords(1e-10, { unit: "" })).toBe("1e-10");
  expect(marginInWords(0.12, percentages)).toBe("12 %");
  expect(marginInWords(0.25, decades)).toBe("a factor of 10");
  expect(distanceInWords(54, 54, percentages)).toBe("exactly right");
  expect(distanceInWords(70, 54, percentages)).toBe("off by 16 %");
  expect(distanceInWords(10, 1000, decades)).toBe("off by a factor of 100");
  expect(meanDistanceInWords([10, 30], [20, 60], percentages)).toBe("off by 20 %");
  expect(meanDistanceInWords([10, 10], [1000, 10], decades)).toBe("off by a factor of 10");
});
