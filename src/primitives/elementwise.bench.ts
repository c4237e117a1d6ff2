// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
import { bench, describe } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { normal } from "../tensor/create.ts";
import { variable } from "../tensor/node.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { add } from "./elementwise.ts";

/** The processor’s time in ms, divided by how many operations a benchmark does at a time: a single one is too short to be timed. */
const perOperation = (count: number) => () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 / count;
};

describe.each([[1, 20_000], [1000, 2000], [1_000_000, 5]])("add two tensors of %d numbers", (n, count) => {
  const [x, y] = [normal(randomFrom(1851), [n]), normal(randomFrom(1852), [n])];
  const v = variable(x);
  const options = { now: perOperation(count), time: 500 / count, iterations: 5, warmupTime: 0, warmupIterations: 2 };
  const repeated = (sum: () => Tensor) => () => {
    for (let i = 0; i < count; i++) sum();
  };
  bench(`add of ${n}: not recorded`, repeated(() => add(x, y)), options);
  bench(`add of ${n}: recorded`, repeated(() => add(v, y)), options);
});
//# sourceMappingURL=../.maps/primitives/elementwise.bench.ts.map
