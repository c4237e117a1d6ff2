// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { leavesOf } from "../nn/parameters.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, normal } from "../tensor-core.ts";
import { textOfWeights, weightsIn } from "./weights.ts";

const random = randomFrom(1);
const model = { embedding: normal(random, [7, 5]), layers: [{ gain: normal(random, [5]) }] };

test("weights come back in half precision: within a relative 2⁻¹¹", () => {
  const back = new Map(leavesOf(weightsIn(textOfWeights(model), model)));
  for (const [path, leaf] of leavesOf(model)) {
    const found = back.get(path)!;
    expect([found.shape, found.dtype]).toEqual([leaf.shape, "float32"]);
    leaf.dataSync().forEach((each, i) => expect(Math.abs(found.dataSync()[i]! - each)).toBeLessThanOrEqual(Math.max(Math.abs(each) * 2 ** -11, 2 ** -25)));
  }
});

test("what half precision holds comes back as it is, and gives the same text again", () => {
  const halves = { weight: asTensor(Float32Array.of(0.5, -1024, 0, 2 ** -14)) };
  const text = textOfWeights(halves);
  expect([...weightsIn(text, halves).weight.dataSync()]).toEqual([0.5, -1024, 0, 2 ** -14]);
  expect(textOfWeights(weightsIn(text, halves))).toBe(text);
});

test("weights of another model are refused", () => {
  const text = textOfWeights(model);
  expect(() => weightsIn(text, { ...model, output: normal(random, [2]) })).toThrow(new RangeError("weightsIn: there is no `output`"));
  expect(() => weightsIn(text, { ...model, embedding: normal(random, [5, 7]) })).toThrow(new RangeError("weightsIn: `embedding` is [7, 5], and in the model [5, 7]"));
});
//# sourceMappingURL=../.maps/experiments/weights.test.ts.map
