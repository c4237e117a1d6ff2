// Tangled from book/07-attention/06-induction-heads.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, concat } from "../../tensor-core.ts";
import { accuracy } from "../../train/accuracy.ts";
import { attentionLogits, initAttentionLm } from "./attention-lm.ts";
import { inductionScore, previousTokenScore } from "./pattern-scores.ts";

const pattern = asTensor([[[1, 0, 0, 0], [0.7, 0.3, 0, 0], [0.1, 0.2, 0.7, 0], [0.1, 0.5, 0.3, 0.1]]]);
const ids = asTensor(Int32Array.of(5, 6, 5, 6), { shape: [1, 4] });

test("the previous-token score is the mean weight below the diagonal", () => {
  expect(previousTokenScore(pattern)).toBeCloseTo((0.7 + 0.2 + 0.3) / 3, 6);
});

test("the induction score is the weight behind earlier occurrences, where there is a target", () => {
  const targets = asTensor(Int32Array.of(-1, -1, 6, 5), { shape: [1, 4] });
  expect(inductionScore(pattern, { ids, targets })).toBeCloseTo((0.2 + 0.3) / 2, 6);
  expect(() => inductionScore(pattern, { ids: asTensor(Int32Array.of(5, 6), { shape: [1, 2] }), targets })).toThrow(new RangeError("inductionScore: ids [1, 2] for a pattern [1, 4, 4]"));
});

test("several earlier occurrences count together", () => {
  const thrice = asTensor(Int32Array.of(5, 5, 5, 5), { shape: [1, 4] });
  expect(inductionScore(pattern, { ids: thrice, targets: thrice })).toBeCloseTo((0 + 0.3 + 0.9 + 0.9) / 4, 6);
});

test("each sequence of a batch is scored by its own tokens and targets", () => {
  const two = concat([pattern, pattern]);
  const [tokens, targets] = [[5, 6, 5, 6, 5, 5, 6, 7], [-1, -1, 6, 5, 5, 6, 7, -1]].map((each) => asTensor(Int32Array.from(each), { shape: [2, 4] }));
  expect(inductionScore(two, { ids: tokens!, targets: targets! })).toBeCloseTo((0.2 + 0.3 + 0 + 0.3 + 0) / 5, 6);
});

test("accuracy counts the rows whose target has the largest logit, and leaves out those without one", () => {
  const logits = asTensor([[0, 2, 1], [3, 0, 0], [0, 0, 1], [9, 0, 0]]);
  expect(accuracy(logits, asTensor(Int32Array.of(1, 1, 2, -1)))).toBeCloseTo(2 / 3, 14);
  expect(() => accuracy(logits, asTensor(Int32Array.of(-1, -1, -1, -1)))).toThrow(new RangeError("accuracy: there is no target"));
  expect(() => accuracy(logits, asTensor(Int32Array.of(1)))).toThrow(new RangeError("accuracy: targets [1] for logits [4, 3]"));
});

test("accuracy reads the last axis of sequences of logits, and of equal logits the first counts", () => {
  const logits = asTensor([[[0, 2, 1], [1, 3, 2]], [[4, 4, 0], [0, 1, 5]]]);
  expect(accuracy(logits, asTensor(Int32Array.of(1, 1, 0, 2), { shape: [2, 2] }))).toBe(1);
});

test("no single layer orders y and z rightly after all four of cyrz c, rycz c, czry c, rzcy c", () => {
  const four = asTensor(Int32Array.of(0, 2, 1, 3, 0, 1, 2, 0, 3, 0, 0, 3, 1, 2, 0, 1, 3, 0, 2, 0), { shape: [4, 5] });
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 30 }), fc.integer({ min: 2, max: 12 }), (seed, width) => {
    const parameters = initAttentionLm({ context: 5, vocabularySize: 4, width, depth: 1, positions: true }, randomFrom(seed));
    const logits = attentionLogits(parameters, four).toArray() as number[][][];
    const right = logits.filter((rows, i) => (rows[4]![2]! - rows[4]![3]!) * [1, -1, -1, 1][i]! > 0);
    expect(right.length).toBeLessThan(4);
  }));
});
//# sourceMappingURL=../../.maps/models/attention-lm/pattern-scores.test.ts.map
