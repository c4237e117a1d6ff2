// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { asTensor, multiply, subtract, sum, type Tensor } from "../tensor-core.ts";
import { train } from "../train/train.ts";
import { accumulating } from "./accumulating.ts";
import { adamW } from "./adam.ts";
import { momentum } from "./momentum.ts";
import type { Optimizer } from "./optimizer.ts";
import { sgd } from "./sgd.ts";

/** Half the mean square of w − x over the examples of a batch, for the examples 1, 2, … 8. */
const lossOf = ({ w }: { readonly w: Tensor }, xs: Tensor) => {
  const apart = subtract(w, xs);
  return multiply(sum(multiply(apart, apart)), 0.5 / xs.size);
};
const examples = { count: 8, batch: (indices: ArrayLike<number>) => asTensor(Float64Array.from(indices, (i) => i + 1)) };
/** w after so many updates, each by a whole epoch in so many batches. */
const trained = (optimizer: Optimizer, batches: number, updates = 5): number => {
  const run = train({ w: asTensor(Float64Array.of(0)) }, lossOf, { examples, batch: 8 / batches, seed: 1, optimizer: accumulating(optimizer, batches) });
  let { parameters } = run.next().value;
  for (let t = 1; t < updates * batches; t++) ({ parameters } = run.next().value);
  return parameters.w.item();
};

test.each([["SGD", () => sgd(0.1)], ["momentum", () => momentum(0.1, 0.9)], ["AdamW", () => adamW(0.1)]] as const)("%s takes the step of the whole batch", (_, make) => {
  const whole = trained(make(), 1);
  for (const batches of [2, 4, 8]) expect(trained(make(), batches)).toBeCloseTo(whole, 12);
});

test("between updates nothing changes, and the step of the optimiser counts updates", () => {
  const rates: number[] = [];
  const optimizer = accumulating(sgd((step) => {
    rates.push(step);
    return 0.1;
  }), 3);
  const run = train({ w: asTensor(Float64Array.of(0)) }, lossOf, { examples, batch: 1, seed: 1, optimizer });
  const along = Array.from({ length: 6 }, () => run.next().value.parameters.w.item());
  expect(along.slice(0, 2)).toEqual([0, 0]);
  expect(along[2]).toBeGreaterThan(0);
  expect(along.slice(3, 5)).toEqual([along[2], along[2]]);
  expect(rates).toEqual([0, 1]);
});

test("a course in batches without an update is taken up where it was left", () => {
  const config = { examples, batch: 2, seed: 1, optimizer: accumulating(adamW(0.1), 4) };
  const whole = train({ w: asTensor(Float64Array.of(0)) }, lossOf, config);
  const results = Array.from({ length: 9 }, () => whole.next().value);
  const again = train(results[5]!.parameters, lossOf, config, results[5]);
  expect(Array.from({ length: 3 }, () => again.next().value.parameters.w.item())).toEqual(results.slice(6).map(({ parameters }) => parameters.w.item()));
});

describe("refused", () => {
  test.each([0, -1, 1.5, NaN])("%d batches", (count) => {
    expect(() => accumulating(sgd(0.1), count)).toThrow(new RangeError(`accumulating: ${count} batches, and it takes a whole number from 1 on`));
  });

  test("the state of another optimiser", () => {
    const w = { w: asTensor(Float64Array.of(0)) };
    expect(() => accumulating(sgd(0.1), 2).update(w, w, sgd(0.1).init(w))).toThrow(new TypeError("2 × sgd: the state is one of sgd"));
  });
});
//# sourceMappingURL=../.maps/optim/accumulating.test.ts.map
