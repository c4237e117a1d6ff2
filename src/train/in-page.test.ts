// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { asTensor, mean, multiply, type Tensor } from "../tensor-core.ts";
import { sgd } from "../optim/sgd.ts";
import { configurationOf, pageTraining } from "./in-page.ts";
import { startFrom } from "./training-loop.ts";

interface Points { readonly x: Tensor }
const examples = { count: 7, batch: (indices: ArrayLike<number>): Points => ({ x: asTensor(Float32Array.from(indices, (i) => i + 1), { shape: [indices.length] }) }) };
/** A weight of which the loss on a batch is the mean of (w x)². */
const trial = {
  lossOf: ({ w }: { readonly w: Tensor }, { x }: Points) => mean(multiply(multiply(w, x), multiply(w, x))),
  examples, validation: examples, batch: 2, seed: 1, optimizer: sgd(0.001), evalInterval: 3,
};
const course = (seed = 1) => ({ trial: { ...trial, seed }, start: startFrom({ w: asTensor(2) }), steps: 20, configuration: configurationOf({ seed, rate: 0.5 }), look: ({ step }: { readonly step: number }, losses: readonly number[]) => ({ said: String(step), sample: "", drawings: {}, score: losses.length }) });
const taken = (training: ReturnType<typeof pageTraining>, count: number) => Array.from({ length: count }, () => training.advance());

test("gives the loss of each batch, also of that before an evaluation", () => {
  const losses = taken(pageTraining(course(), null), 7);
  let w = 2;
  const [first, ...later] = losses;
  expect(first).toBeGreaterThan(0);
  // the loss of a batch is w² times the mean of its squares, a step takes w times twice that times the rate
  for (const [i, loss] of losses.entries()) {
    const squares = loss / w ** 2;
    expect(Math.abs(squares * 2 - Math.round(squares * 2)), `step ${i + 1}`).toBeLessThan(1e-3);
    w -= 0.001 * 2 * w * squares;
  }
  expect(later).toHaveLength(6);
});

test.each([1, 3, 5])("goes on after %i steps as if it had not been left", (left) => {
  const whole = pageTraining(course(), null);
  const losses = taken(whole, 12);
  const before = pageTraining(course(), null);
  taken(before, left);
  const after = pageTraining(course(), before.keep());
  expect(taken(after, 12 - left)).toEqual(losses.slice(left));
  expect(after.keep()).toEqual(whole.keep());
  expect(after.look(losses)).toEqual({ said: "12", sample: "", drawings: {}, score: 12 });
  expect(after.steps).toBe(20);
});

test("refuses what another training has kept", () => {
  const other = pageTraining(course(2), null);
  taken(other, 1);
  expect(() => pageTraining(course(), other.keep())).toThrow(new RangeError("checkpoint: made with seed 2, and now it is 1"));
});
//# sourceMappingURL=../.maps/train/in-page.test.ts.map
