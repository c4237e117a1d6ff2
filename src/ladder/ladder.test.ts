// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { data } from "../text/data.ts";
import { split } from "../text/split.ts";
import { costsOf, recordedRungs, rungOf, tableRung } from "./ladder.ts";

const parts = split(data("moby-dick.txt"));

test.each([["Witten–Bell", 2], ["Kneser–Ney", 3], ["Kneser–Ney 0.9", 5]])("the rung of %s at order %i is this program's", (rule, order) => {
  const again = tableRung(parts, order, rule);
  const recorded = rungOf(again.name);
  expect(again).toEqual({ ...recorded, bits: again.bits });
  expect(again.bits).toBeCloseTo(recorded.bits, 12);
});

test("a network's rung is the mean of its records", () => {
  const { runs } = JSON.parse(data("neural-novel.json")) as { readonly runs: readonly { readonly heldOut: number; readonly steps: number; readonly batch: number; readonly parameters: number; readonly shape: Parameters<typeof costsOf>[0] }[] };
  const rung = rungOf("network, window 8, 256 units");
  expect(rung.bits * Math.LN2).toBeCloseTo(runs.reduce((sum, { heldOut }) => sum + heldOut, 0) / runs.length, 12);
  const { shape, batch, steps, parameters } = runs[0]!;
  expect(rung.learning).toBe(costsOf(shape, batch).step * steps);
  expect(rung.bytes).toBe(4 * parameters);
});

test("no rung is free of charge but the die, and every name is there once", () => {
  const rungs = recordedRungs();
  expect(new Set(rungs.map(({ name }) => name)).size).toBe(rungs.length);
  for (const { name, chapter, learning, bytes } of rungs) {
    if (chapter !== null && name !== "a die") expect(Math.min(learning!, bytes!)).toBeGreaterThan(0);
  }
});
//# sourceMappingURL=../.maps/ladder/ladder.test.ts.map
