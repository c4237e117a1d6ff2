// Tangled from book/03-backpropagation/04-softmax-cross-entropy.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { asTensor, matmul, matrixTranspose, slice, variable, vjp, type DType, type Tensor } from "../tensor-core.ts";
import { difference } from "../testing/laws.ts";
import { tensorOf, type Row } from "../testing/tensor-oracle.ts";
import { data } from "../data/files.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { embedding } from "./embedding.ts";
import { linear } from "./linear.ts";
import { logSoftmax } from "./log-softmax.ts";
import { softmax } from "./softmax.ts";

interface Recorded {
  readonly inputs: readonly Row[];
  readonly value: Row;
  readonly weights: Row;
  readonly gradients: readonly Row[];
}
const oracle = JSON.parse(data("ops-oracle-a.json")) as { readonly ids: number[][]; readonly targets: number[]; readonly operations: Readonly<Record<string, Recorded>> };
const ids = asTensor(oracle.ids, { dtype: "int32" });
const targets = asTensor(oracle.targets, { dtype: "int32" });

const operations: Readonly<Record<string, (...x: Tensor[]) => Tensor>> = {
  linear: (x, w, b) => linear(x!, w!, b!),
  embedding: (e) => embedding(e!, ids),
  softmax: (z) => softmax(z!),
  logSoftmax: (z) => logSoftmax(z!),
  crossEntropy: (z) => crossEntropy(z!, targets),
  crossEntropyOver: (z) => crossEntropy(z!, targets, { divisor: 10 }),
  tied: (e) => crossEntropy(matmul(embedding(e!, slice(ids, [0])), matrixTranspose(e!)), slice(ids, [1])),
};

test("every operation of the oracle is written here", () => {
  expect(Object.keys(operations)).toEqual(Object.keys(oracle.operations));
});

test.each([["float64", 1e-15], ["float32", 4e-7]] as const)("values and gradients are PyTorch’s, in %s", (dtype: DType, tolerance) => {
  const tensor = (row: Row) => tensorOf(row, dtype);
  for (const [name, { inputs, value, weights, gradients }] of Object.entries(oracle.operations)) {
    const leaves = inputs.map((input) => variable(tensor(input)));
    const y = operations[name]!(...leaves);
    expect(difference([y], [tensor(value)]), name).toBeLessThan(tolerance);
    expect(difference(vjp(y, leaves, tensor(weights)), gradients.map(tensor)), name).toBeLessThan(tolerance);
  }
});
//# sourceMappingURL=../.maps/ops/oracle-a.test.ts.map
