import { expect, test } from "vitest";
import { sumsOf } from "./sums.ts";

test("amounts add up by label and by name, without regard to case", () => {
  const sums = sumsOf();
  sums.enter("Scores", { FLOPs: 2, "bytes read": 8 });
  sums.enter("scores ", { flops: 3 });
  sums.enter("softmax", { FLOPs: 5 });
  expect([sums.of("scores", "FLOPs"), sums.of("SOFTMAX", "flops"), sums.of(null, "FLOPs"), sums.of("scores", "Bytes  read")]).toEqual([5, 5, 10, 8]);
  expect([sums.labels(), sums.names()]).toEqual([["Scores", "softmax"], ["FLOPs", "bytes read"]]);
});

test("what was never entered is not zero", () => {
  const sums = sumsOf();
  sums.enter("scores", { FLOPs: 0 });
  expect([sums.of("scores", "FLOPs"), sums.of("scores", "probes"), sums.of("softmax", "FLOPs"), sums.of(null, "probes")]).toEqual([0, undefined, undefined, undefined]);
});

test("what is freed is taken off", () => {
  const sums = sumsOf();
  sums.enter("tape", { "live bytes": 64 });
  sums.enter("tape", { "live bytes": -24 });
  expect(sums.of("tape", "live bytes")).toBe(40);
});

test.each<[unknown, unknown, string]>([
  [3, {}, "ledger: an entry is a label and an object of amounts"],
  ["scores", 3, "ledger: an entry is a label and an object of amounts"],
  ["scores", null, "ledger: an entry is a label and an object of amounts"],
  ["scores", { FLOPs: NaN }, "ledger: the amount of `FLOPs` under `scores` is NaN, not a number"],
  ["scores", { FLOPs: "2" }, "ledger: the amount of `FLOPs` under `scores` is 2, not a number"],
])("an entry that is none is refused: %j %j", (label, costs, message) => {
  expect(() => Reflect.apply(sumsOf().enter, undefined, [label, costs])).toThrow(new TypeError(message));
});
