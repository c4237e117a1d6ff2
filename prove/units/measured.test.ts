import { expect, test } from "vitest";
import type { Offset } from "../../tangle/index.ts";
import { measuredIn } from "./measured.ts";
import type { UnitOutline } from "./outline.ts";

const unit = (id: string, over: Partial<UnitOutline>): UnitOutline => ({ id, kind: "value", unchecked: null, needs: [], start: 0 as Offset, content: "", code: "", tokens: "", declares: false, measured: false, ...over });

test.each([
  ["const took = 3;", "took.toFixed(1)", true],
  ["const a = 1, took = 3;", "took", true],
  ["const { took, left: right } = f();", "right", true],
  ["const [, took] = f();", "took", true],
  ["function took() {}", "took()", true],
  ["let took: number = 3;", "took", true],
  ["took = 3;", "took", true],
  ["took += 3;", "took", true],
  ["const took = 3;", "tooken", false],
  ["if (took === 3) print(took);", "took", false],
  ["const f = (took) => 3;", "took", false],
])("where `%s` is measured, `%s` is too: %s", (cell, expression, expected) => {
  const units = [unit("cell", { kind: "run", code: cell, measured: true }), unit("number", { code: expression })];
  expect(measuredIn(units).has("number")).toBe(expected);
});

test("a number before the measurement, and a later cell, are not measured", () => {
  const units = [unit("before", { code: "took" }), unit("cell", { kind: "run", code: "const took = 1", measured: true }), unit("later", { kind: "run", code: "took" }), unit("drawing", { kind: "figure", code: "took" })];
  expect([...measuredIn(units)]).toEqual(["cell", "drawing"]);
});
