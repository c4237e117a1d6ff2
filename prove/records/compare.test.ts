import { expect, test } from "vitest";
import { differenceOf, sameResult } from "./compare.ts";
import type { DerivationResult, Result, RunResult } from "./record.ts";

const run = (...output: string[]): RunResult => ({ kind: "run", output, shown: [] });
const derivation = (difference: number | null, rows = 3): DerivationResult => ({ kind: "derivation", draws: 100, rows, reasons: 0, difference, transcribed: [], unchecked: [] });

test.each<[string, Result, Result, boolean]>([
  ["the same output", run("a", "b"), run("a", "b"), true],
  ["another line", run("a", "b"), run("a", "c"), false],
  ["a difference one power of ten apart", derivation(-13), derivation(-12), true],
  ["a difference two powers apart", derivation(-13), derivation(-11), false],
  ["no difference and a small one", derivation(null), derivation(-16), false],
  ["another number of rows", derivation(-13), derivation(-13, 4), false],
  ["another kind", run("1"), { kind: "value", text: "1" }, false],
])("same result: %s", (_, one, other, same) => {
  expect(sameResult(one, other)).toBe(same);
});

test("outputs differ by lines", () => {
  expect(differenceOf(run("one", "two", "three"), run("one", "2", "three"))).toEqual(["--- recorded", "+++ now", " one", "-two", "+2", " three"]);
});

test("numbers differ by their text, other things by their fields", () => {
  expect(differenceOf({ kind: "value", text: "1.5" }, { kind: "value", text: "1.6" })).toEqual(["--- recorded", "+++ now", "-1.5", "+1.6"]);
  expect(differenceOf(derivation(-13, 3), derivation(-13, 4))).toEqual(["--- recorded", "+++ now", '  "draws": 100,', '- "rows": 3,', '+ "rows": 4,', '  "reasons": 0,']);
});

test("where the text is the same, the fields are compared", () => {
  const image = (sha256: string): RunResult => ({ ...run("[image]"), shown: [{ kind: "image", line: 0, lines: 1, png: "a.png", sha256, width: 1, height: 1 }] });
  expect(differenceOf(image("x"), image("y")).filter((line) => /^[+-] /.test(line))).toEqual(['-   "sha256": "x",', '+   "sha256": "y",']);
});
