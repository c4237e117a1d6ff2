// Tangled from book/interlude-a-tensors/04-vector-jacobian-products.md. Edit the book, then: npm run tangle
/** Expressions whose values and derivatives an independent system has computed. */
import { data } from "../data/files.ts";
import type { DType } from "../layout/dtype.ts";
import * as t from "../tensor-core.ts";
import { difference } from "./laws.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A tensor as a file has it. */
export interface Row {
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
}

/** The tensor, its numbers rounded to a dtype. */
export function tensorOf({ shape, numbers }: Row, dtype: DType): Tensor {
  return t.asTensor(Float64Array.from(numbers), { shape, dtype });
}

interface Expression {
  readonly inputs: readonly Row[];
  readonly value: Row;
  readonly weights: Row;
  readonly gradients: readonly Row[];
  readonly directions: readonly Row[];
  readonly hessianVector: readonly Row[];
}
/** What PyTorch says of them; `oracle.py` writes it. */
export const oracle = () => JSON.parse(data("tensor-oracle.json")) as { readonly torch: string; readonly expressions: Readonly<Record<string, Expression>> };
const index = t.asTensor([[2, 0, 2], [1, 4, 0]], { dtype: "int32" });

const softmax = (x: Tensor) => {
  const e = t.exp(t.subtract(x, t.max(x, -1, { keepDims: true })));
  return t.divide(e, t.sum(e, -1, { keepDims: true }));
};
const logSumExp = (x: Tensor, axis: number) => {
  const largest = t.constant(t.max(x, axis, { keepDims: true }));
  return t.add(t.squeeze(largest, axis), t.log(t.sum(t.exp(t.subtract(x, largest)), axis)));
};
const square = (x: Tensor) => t.multiply(x, x);
const layerNorm = (x: Tensor, gain: Tensor, bias: Tensor) => {
  const centred = t.subtract(x, t.mean(x, -1, { keepDims: true }));
  return t.add(t.multiply(t.divide(centred, t.sqrt(t.add(t.mean(square(centred), -1, { keepDims: true }), 1e-5))), gain), bias);
};

/** The expressions, by name. */
export const expressions: Readonly<Record<string, (...x: Tensor[]) => Tensor>> = {
  add: (x, y) => t.add(x!, y!),
  subtract: (x, y) => t.subtract(x!, y!),
  multiply: (x, y) => t.multiply(x!, y!),
  divide: (x, y) => t.divide(x!, y!),
  functions: (x) => [t.multiply(t.sin(x!), t.cos(x!)), t.tanh(x!), t.exp(t.negative(x!)), t.erf(x!), t.abs(x!)].reduce(t.add),
  roots: (x) => [t.log(x!), t.sqrt(x!), t.pow(x!, -1.5), t.pow(x!, 3)].reduce(t.add),
  maximum: (x, y) => t.add(t.maximum(x!, y!), t.multiply(2, t.minimum(x!, y!))),
  where: (x, y) => t.where(t.greater(x!, 0), t.multiply(x!, y!), y!),
  sums: (x) => t.add(t.add(t.sum(x!, 1), t.mean(x!, [0, 2])), t.sum(x!)),
  largest: (x) => t.max(x!, 1),
  softmax: (x) => softmax(x!),
  logSumExp: (x) => logSumExp(t.multiply(3, x!), 0),
  layerNorm: (x, gain, bias) => layerNorm(x!, gain!, bias!),
  gelu: (x) => t.multiply(t.multiply(x!, 0.5), t.add(1, t.erf(t.divide(x!, Math.SQRT2)))),
  matmul: (a, b) => t.matmul(a!, b!),
  batched: (a, b) => t.matmul(a!, b!),
  tall: (a, b) => t.matmul(a!, b!),
  vectors: (a, b, c) => t.multiply(t.matmul(a!, b!), t.matmul(b!, c!)),
  transposed: (a, b) => t.matmul(t.matrixTranspose(a!), t.matrixTranspose(b!)),
  take: (x) => t.take(x!, index, 0),
  takeAlongAxis: (x) => t.takeAlongAxis(x!, index, 1),
  scatterAdd: (x) => t.scatterAdd(x!, t.reshape(index, [-1]), { axis: 0, length: 5 }),
  slices: (x) => t.add(t.multiply(t.slice(x!, [[1], [0, null, 2]]), t.slice(x!, [[0, -1], [null, null, -2]])), t.slice(x!, [0, [-3]])),
  permuted: (x) => square(t.reshape(t.permuteDims(x!, [2, 0, 1]), [4, 6])),
  joined: (x, y) => t.multiply(t.concat([x!, square(y!)], 1), t.mean(t.stack([t.sum(y!, 1), t.sum(x!, 1)], 1))),
  attention: (q, k, v) => t.matmul(softmax(t.divide(t.matmul(q!, t.matrixTranspose(k!)), 2)), v!),
  network(x, w, b, u) {
    const scores = t.matmul(t.tanh(t.add(t.matmul(x!, w!), b!)), u!);
    const logs = t.subtract(scores, t.expandDims(logSumExp(scores, -1), -1));
    return t.squeeze(t.takeAlongAxis(logs, t.asTensor([[0], [2], [1], [2]], { dtype: "int32" }), 1), 1);
  },
};

/** How far our value, gradient and Hessian–vector product are from PyTorch’s in double precision: the largest difference, as a part of the largest number or of 1. */
export function oracleErrors(name: string, dtype: DType): { readonly shape: readonly number[]; readonly value: number; readonly gradient: number; readonly hessianVector: number } {
  const { inputs, value, weights, gradients, directions, hessianVector } = oracle().expressions[name]!;
  const tensor = (row: Row) => tensorOf(row, dtype);
  const xs = inputs.map((each) => t.variable(tensor(each)));
  const y = expressions[name]!(...xs);
  const number = t.sum(t.multiply(y, tensor(weights)));
  return {
    shape: y.shape,
    value: difference([y], [tensor(value)]),
    gradient: difference(t.gradient(number, xs), gradients.map(tensor)),
    hessianVector: difference(t.hessianVector(number, xs, directions.map(tensor)), hessianVector.map(tensor)),
  };
}
//# sourceMappingURL=../.maps/testing/tensor-oracle.ts.map
