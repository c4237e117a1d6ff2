// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { sgd } from "../optim/sgd.ts";
import { shortRun } from "./short-runs.ts";
import { namesFor } from "./stopping.ts";

test("a short run says the loss of each step, is better in the end, and stops where a loss is no number", () => {
  const names = namesFor(1);
  const said: number[] = [];
  const { validation, test } = shortRun({ ...names, glance: names.examplesOf(names.parts.validation.slice(0, 50)) }, sgd(0.5), 30, (loss) => said.push(loss));
  expect(said.length).toBe(30);
  expect(said[0]).toBeCloseTo(Math.log(27), 1);
  expect(validation).toBeLessThan(said[0]! - 0.3);
  expect(test).toBeLessThan(said[0]! - 0.3);
  const lost: number[] = [];
  expect(shortRun(names, sgd(NaN), 30, (loss) => lost.push(loss))).toMatchObject({ validation: null, test: null });
  expect(lost.length).toBe(2);
  expect(lost[1]).toBe(-1);
});
//# sourceMappingURL=../.maps/experiments/short-runs.test.ts.map
