import { describe, expect, test } from "vitest";
import { compare, defaultTolerance } from "./compare.ts";
import type { Relation } from "./expression.ts";
import { added, exactly } from "./quantity.ts";
import { toValue, type Value } from "./value.ts";

const value = (raw: unknown): Value => {
  const made = toValue(raw);
  if (made === undefined) throw new Error("no value");
  return made;
};
const holds = (left: Value, relation: Relation, right: Value) => compare(left, right, { relation, tolerance: defaultTolerance }).ok;

describe("numbers", () => {
  test.each<[number, Relation, number, boolean]>([
    [1, "=", 1 + 1e-10, true],
    [1, "=", 1 + 1e-8, false],
    [1e-200, "=", 2e-200, false],
    [0, "=", 1e-300, false],
    [1, "≠", 1 + 1e-10, false],
    [1, "≠", 2, true],
    [1 + 1e-10, "≤", 1, true],
    [1 + 1e-8, "≤", 1, false],
    [1 - 1e-10, "≥", 1, true],
    [1 - 1e-8, "≥", 1, false],
    [1, "<", 1, false],
    [1, "<", 1 + 1e-12, true],
    [1, ">", 1 - 1e-12, true],
    [1, "≈", 1.009, true],
    [1, "≈", 1.02, false],
    [0, "≈", 1e-3, false],
    [NaN, "=", NaN, false],
    [NaN, "≠", NaN, false],
    [NaN, "≤", 1, false],
    [NaN, "≈", NaN, false],
    [Infinity, "=", Infinity, true],
    [-Infinity, "=", -Infinity, true],
    [Infinity, "=", -Infinity, false],
    [Infinity, "=", 1e308, false],
    [1, "<", Infinity, true],
    [-Infinity, "≤", 5, true],
    [Infinity, "≈", 1e308, false],
  ])("%s %s %s: %s", (left, relation, right, result) => {
    expect(holds(value(left), relation, value(right))).toBe(result);
  });

  test("where terms cancel, what was added decides how much rounding is allowed", () => {
    const rest = added(exactly(1), exactly(-1));
    expect(holds({ ...rest, re: 1e-13 }, "=", exactly(0))).toBe(true);
    expect(holds({ ...rest, re: 1e-11 }, "=", exactly(0))).toBe(false);
    expect(holds(exactly(1e-13), "=", exactly(0))).toBe(false);
  });

  test("a size that overflows does not allow everything", () => {
    expect(holds({ ...exactly(1), size: Infinity }, "=", exactly(2))).toBe(false);
  });

  test("doubt is allowed for, and an equality by doubt alone is not counted as one", () => {
    const sampled = { ...exactly(1), doubt: 0.02 };
    expect(compare(sampled, exactly(1.01), { relation: "≥", tolerance: defaultTolerance })).toEqual({ ok: true, difference: expect.closeTo(0.01 / 1.01, 12), equal: false });
    expect(holds(sampled, "=", exactly(1.03))).toBe(false);
  });
});

describe("arrays", () => {
  test.each<[unknown, Relation, unknown, boolean]>([
    [[1, 2], "=", Float64Array.of(1, 2), true],
    [[1, 2], "=", [1, 3], false],
    [[1, 2], "=", [1, 2, 3], false],
    [[1, 2], "=", 1, false],
    [[[1], [2]], "=", [1, 2], false],
    [[1, 2], "≤", [1, 3], true],
    [[1, 4], "≤", [1, 3], false],
    [[1, 2], "≠", [1, 3], true],
    [[1, 2], "≠", [1, 2], false],
    [[1, NaN], "=", [1, NaN], false],
    [[], "=", [], true],
  ])("%j %s %j: %s", (left, relation, right, result) => {
    expect(holds(value(left), relation, value(right))).toBe(result);
  });

  test("the element that differs is named", () => {
    const found = compare(value([[1, 2], [3, 4]]), value([[1, 2], [3, 5]]), { relation: "=", tolerance: defaultTolerance });
    expect(found).toEqual({ ok: false, reason: { kind: "numbers", path: [1, 1], left: 4, right: 5 } });
  });

  test("shapes that differ are named", () => {
    const found = compare(value([[1, 2]]), value([1, 2]), { relation: "=", tolerance: defaultTolerance });
    expect(found).toEqual({ ok: false, reason: { kind: "shapes", left: "an array of 1 × 2", right: "a vector of 2" } });
  });
});
