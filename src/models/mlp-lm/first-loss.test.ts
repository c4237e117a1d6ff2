// Tangled from book/04-neural-lm/04-weight-initialisation.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { embedding } from "../../ops/embedding.ts";
import { linear } from "../../ops/linear.ts";
import { tanh } from "../../ops/tanh.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, reshape } from "../../tensor-core.ts";
import { defaultInitStd, lossOf, initMlp } from "./mlp-lm.ts";

const shape = { context: 3, vocabularySize: 27, features: 10, width: 200 };
const random = randomFrom(1851);
const letters = (size: number) => Int32Array.from({ length: size }, () => Math.floor(27 * random.uniform()));
const contexts = asTensor(letters(600), { shape: [200, 3] });
const targets = asTensor(letters(200));

test("before it has learned anything, it loses log V", () => {
  for (const seed of [1, 2, 3]) {
    const loss = lossOf(initMlp(shape, randomFrom(seed), defaultInitStd(shape)), { contexts, targets }).item();
    expect(loss.toFixed(1)).toBe("3.3");
  }
});

test("before it has learned anything, few of its units are saturated", () => {
  for (const seed of [1, 2, 3]) {
    const { embedding: E, hidden } = initMlp(shape, randomFrom(seed), defaultInitStd(shape));
    const h = tanh(linear(reshape(embedding(E, contexts), [200, 30]), hidden.weight, hidden.bias)).dataSync();
    const saturated = h.filter((each) => Math.abs(each) > 0.97).length / h.length;
    expect(Math.round(100 * saturated)).toBeLessThan(10);
  }
});
//# sourceMappingURL=../../.maps/models/mlp-lm/first-loss.test.ts.map
