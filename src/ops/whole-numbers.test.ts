// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { asTensor, type Tensor } from "../tensor-core.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { gelu, geluTanh } from "./gelu.ts";
import { layerNorm } from "./layer-norm.ts";
import { logSoftmax } from "./log-softmax.ts";
import { relu } from "./relu.ts";
import { rmsNorm } from "./rms-norm.ts";
import { softmax } from "./softmax.ts";
import { tanh } from "./tanh.ts";

const whole = (...numbers: readonly number[]) => asTensor(Int32Array.from(numbers));
const gain = whole(1, 1, 1);

test.each<readonly [string, (x: Tensor) => Tensor]>([
  ["relu", relu],
  ["tanh", tanh],
  ["gelu", gelu],
  ["geluTanh", geluTanh],
  ["softmax", softmax],
  ["logSoftmax", logSoftmax],
  ["crossEntropy", (x) => crossEntropy(x, asTensor(Int32Array.of(0), { shape: [] }))],
  ["layerNorm", (x) => layerNorm(x, gain, gain)],
  ["rmsNorm", (x) => rmsNorm(x, gain)],
])("%s refuses whole numbers", (name, operation) => {
  expect(() => operation(whole(1, 2, 3))).toThrow(new TypeError(`${name}: int32 has no fractions`));
});
//# sourceMappingURL=../.maps/ops/whole-numbers.test.ts.map
