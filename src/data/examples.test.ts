// Tangled from book/04-neural-lm/03-mlp-language-model.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { encode, vocabularyOf } from "../tokenizers/vocabulary.ts";
import { subsample, paddedSequences, slidingWindows, type Examples } from "./examples.ts";

const vocabulary = vocabularyOf("\nav");
const written = (examples: Examples) => {
  const { contexts, targets } = examples.batch(Array.from({ length: examples.count }, (_, i) => i));
  const text = (ids: readonly number[]) => ids.map((id) => vocabulary.tokens[id]).join("").replaceAll("\n", "·");
  return (contexts.toArray() as number[][]).map((context, i) => `${text(context)} → ${text([targets.dataSync()[i]!])}`);
};

test("a name begins after ends and ends with one, and none reads another", () => {
  expect(written(paddedSequences([encode(vocabulary, "ava\n"), encode(vocabulary, "v\n")], 3))).toEqual(
    ["··· → a", "··a → v", "·av → a", "ava → ·", "··· → v", "··v → ·"]);
});

test("a window for each place of a text that has enough before it", () => {
  expect(written(slidingWindows(encode(vocabulary, "avava"), 2))).toEqual(["av → a", "va → v", "av → a"]);
  expect(written(slidingWindows(encode(vocabulary, "avava"), 2, 3, 4))).toEqual(["va → v"]);
});

test("examples come in the order in which they are asked for, as often as they are", () => {
  const { targets } = slidingWindows(Int32Array.of(5, 6, 7, 8), 1).batch([2, 0, 0]);
  expect([...targets.dataSync()]).toEqual([8, 6, 6]);
});

test("of every third, the first, the fourth and the seventh are left", () => {
  const seventh = subsample(slidingWindows(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7), 1), 3);
  expect(seventh.count).toBe(3);
  expect([...seventh.batch([0, 1, 2]).targets.dataSync()]).toEqual([1, 4, 7]);
  expect(() => seventh.batch([3])).toThrow(new RangeError("batch: no example 9 among 7"));
});

test("places that are none are refused", () => {
  const ids = Int32Array.of(1, 2, 3);
  expect(() => slidingWindows(ids, 2, 1)).toThrow(new RangeError("slidingWindows: 2 numbers before each place from 1 up to 3 of 3"));
  expect(() => slidingWindows(ids, 2, 2, 4)).toThrow(new RangeError("slidingWindows: 2 numbers before each place from 2 up to 4 of 3"));
  expect(() => slidingWindows(ids, 4)).toThrow(new RangeError("slidingWindows: 4 numbers before each place from 4 up to 3 of 3"));
  expect(() => slidingWindows(ids, 2).batch([1])).toThrow(new RangeError("batch: no example 1 among 1"));
  expect(() => slidingWindows(ids, 2).batch([-1])).toThrow(new RangeError("batch: no example -1 among 1"));
});
//# sourceMappingURL=../.maps/data/examples.test.ts.map
