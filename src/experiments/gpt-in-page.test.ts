// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
import { afterEach, expect, test } from "vitest";
import { useBackend } from "../backends/default.ts";
import { cpu } from "../tensor-core.ts";
import { settings, training } from "./gpt-in-page.ts";

afterEach(() => useBackend(cpu));

const usual = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
const tiny = { ...usual, layers: 1, width: 32, steps: 200 };
const taken = (page: ReturnType<typeof training>, count: number) => Array.from({ length: count }, () => page.advance());

test("it begins near the loss of a uniform guess, falls, and goes on from what it has kept, to the bit", () => {
  const whole = training(tiny, null);
  const losses = taken(whole, 51);
  const on = training(tiny, whole.keep());
  losses.push(...taken(whole, 2));
  expect(losses[0]).toBeCloseTo(Math.log(81), 0);
  expect(losses[52]).toBeLessThan(3.6);
  expect(taken(on, 2)).toEqual(losses.slice(51));
  expect(on.keep()).toEqual(whole.keep());
  expect(on.steps).toBe(200);
  const [one, other] = [whole.look(losses), on.look(losses)];
  expect(other).toEqual(one);
  const bits = /^validation loss (\d\.\d{3}) nats, (\d\.\d{3}) bits per character$/.exec(one.said);
  expect(Number(bits![1]) / Math.LN2).toBeCloseTo(Number(bits![2]), 2);
  expect(one.score).toBeCloseTo(Number(bits![2]), 3);
  expect(one.sample).toMatch(/^Call me [^]{40}$/);
  expect(one.drawings["losses"]).toContain("after step 53: batches");
  expect(one.drawings["heads"]).toContain("head 4 of block 1");
});

test("before its first step it shows a frame and its heads, and says nothing", () => {
  expect(training(tiny, null).look([])).toMatchObject({ said: "", sample: "", score: null });
});

test.each([["layers", 2], ["width", 64], ["peak", 0.002], ["seed", 2]])("another value of %s is another training", (name, value) => {
  const [one, other] = [training(tiny, null), training({ ...tiny, [name]: value }, null)];
  expect(taken(one, 2)).not.toEqual(taken(other, 2));
});
//# sourceMappingURL=../.maps/experiments/gpt-in-page.test.ts.map
