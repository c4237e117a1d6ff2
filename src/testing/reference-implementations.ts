// Tangled from book/03-backpropagation/08-gradient-checks.md. Edit the book, then: npm run tangle
/** The operations with their reference implementations. */
// Import the operations
import { add, asTensor, constant, divide, exp, log, max, maximum, mean, negative, subtract, sum, takeAlongAxis, tanh as tanhOfPrimitives, type Shape, type Tensor } from "../tensor-core.ts";
import { crossEntropy } from "../ops/cross-entropy.ts";
import type { Functions } from "../ops/functions.ts";
import { gelu, geluOfPrimitives, geluTanh, geluTanhOfPrimitives } from "../ops/gelu.ts";
import { layerNorm, layerNormOfPrimitives } from "../ops/layer-norm.ts";
import { logSoftmax } from "../ops/log-softmax.ts";
import { relu } from "../ops/relu.ts";
import { softmax } from "../ops/softmax.ts";
import { tanh } from "../ops/tanh.ts";

// Define an operation with its references
/** One operation three times: fused, composed, as a scalar program. */
export interface CheckedOperation {
  readonly name: string;
  /** The shapes of its operands: of `n` rows and `d` columns. */
  readonly shapes: (n: number, d: number) => readonly Shape[];
  readonly fused: (...x: Tensor[]) => Tensor;
  readonly composed: (...x: Tensor[]) => Tensor;
  /** The same for any kind of number; `x` are the operands’ numbers. */
  readonly scalarProgram: <T>(
    f: Functions<T>, x: Operands<T>, d: number,
  ) => readonly T[];
}

/** For each operand its numbers in order. */
export type Operands<T> = readonly (readonly T[])[];

// List the operations and their programs
const one = (n: number, d: number): readonly Shape[] => [[n, d]];
const oneRow = (n: number, d: number): readonly Shape[] => [[n, d], [d], [d]];
const each = (of: <T>(f: Functions<T>, x: T) => T) => <T>(f: Functions<T>, [x]: Operands<T>): readonly T[] => x!.map((number) => of(f, number));

/** All of them, one a line. */
export const operations: readonly CheckedOperation[] = [
  { name: "softmax", shapes: one, fused: softmax, composed: softmaxOfPrimitives, scalarProgram: softmaxProgram },
  { name: "logSoftmax", shapes: one, fused: logSoftmax, composed: logSoftmaxOfPrimitives, scalarProgram: logSoftmaxProgram },
  { name: "crossEntropy", shapes: one, fused: (z) => crossEntropy(z!, targetsOf(z!)), composed: crossEntropyOfPrimitives, scalarProgram: crossEntropyProgram },
  { name: "layerNorm", shapes: oneRow, fused: (x, g, b) => layerNorm(x!, g!, b!), composed: (x, g, b) => layerNormOfPrimitives(x!, g!, b!), scalarProgram: layerNormProgram },
  { name: "tanh", shapes: one, fused: tanh, composed: tanhOfPrimitives, scalarProgram: each((f, x) => f.tanh(x)) },
  { name: "relu", shapes: one, fused: relu, composed: (x) => maximum(x, 0), scalarProgram: each((f, x) => f.relu(x)) },
  { name: "gelu", shapes: one, fused: gelu, composed: geluOfPrimitives, scalarProgram: each(geluProgram) },
  { name: "geluTanh", shapes: one, fused: geluTanh, composed: geluTanhOfPrimitives, scalarProgram: each(geluTanhProgram) },
  { name: "residual", shapes: one, fused: (x) => add(x, tanh(x)), composed: (x) => add(x, tanhOfPrimitives(x)), scalarProgram: each((f, x) => f.add(x, f.tanh(x))) },
];

/** For every row another class. */
const targetOf = (row: number, d: number) => (3 * row + 1) % d;
const targetsOf = ({ shape: [n = 0, d = 0] }: Tensor) => asTensor(Int32Array.from({ length: n }, (_, row) => targetOf(row, d)));
const inRows = <T>(x: readonly T[], d: number) => Array.from({ length: x.length / d }, (_, row) => x.slice(row * d, (row + 1) * d));

/** The largest is a constant: whatever is subtracted, the shares are the same, so nothing need go back through it. */
const shifted = (z: Tensor) => subtract(z, constant(max(z, -1, { keepDims: true })));

function softmaxOfPrimitives(z: Tensor): Tensor {
  const e = exp(shifted(z));
  return divide(e, sum(e, -1, { keepDims: true }));
}

function logSoftmaxOfPrimitives(z: Tensor): Tensor {
  const x = shifted(z);
  return subtract(x, log(sum(exp(x), -1, { keepDims: true })));
}

function crossEntropyOfPrimitives(z: Tensor): Tensor {
  const targets = asTensor(targetsOf(z).dataSync(), { shape: [z.shape[0]!, 1] });
  return negative(mean(takeAlongAxis(logSoftmaxOfPrimitives(z), targets, 1)));
}

function softmaxProgram<T>(f: Functions<T>, [z]: Operands<T>, d: number): readonly T[] {
  return inRows(z!, d).flatMap((row) => {
    const powers = row.map((each) => f.exp(each));
    const total = powers.reduce((x, y) => f.add(x, y));
    return powers.map((power) => f.divide(power, total));
  });
}

function logSoftmaxProgram<T>(f: Functions<T>, [z]: Operands<T>, d: number): readonly T[] {
  return inRows(z!, d).flatMap((row) => {
    const total = f.log(row.map((each) => f.exp(each)).reduce((x, y) => f.add(x, y)));
    return row.map((each) => f.subtract(each, total));
  });
}

function crossEntropyProgram<T>(f: Functions<T>, operands: Operands<T>, d: number): readonly T[] {
  const rows = inRows(logSoftmaxProgram(f, operands, d), d);
  const total = rows.map((row, i): T => row[targetOf(i, d)]!).reduce((x, y) => f.add(x, y));
  return [f.divide(f.negative(total), f.constant(rows.length))];
}

function layerNormProgram<T>(f: Functions<T>, [x, gain, bias]: Operands<T>, d: number): readonly T[] {
  const mean = (numbers: readonly T[]) => f.divide(numbers.reduce((sum, each) => f.add(sum, each)), f.constant(d));
  return inRows(x!, d).flatMap((row) => {
    const centred = row.map((each) => f.subtract(each, mean(row)));
    const variance = mean(centred.map((each) => f.multiply(each, each)));
    const root = f.sqrt(f.add(variance, f.constant(1e-5)));
    return centred.map((each, j) => f.add(f.multiply(gain![j]!, f.divide(each, root)), bias![j]!));
  });
}

function geluProgram<T>(f: Functions<T>, x: T): T {
  const chance = f.add(f.constant(1), f.erf(f.multiply(x, f.constant(Math.SQRT1_2))));
  return f.multiply(x, f.multiply(f.constant(0.5), chance));
}

function geluTanhProgram<T>(f: Functions<T>, x: T): T {
  const cube = f.multiply(x, f.multiply(x, x));
  const inner = f.multiply(f.constant(Math.sqrt(2 / Math.PI)), f.add(x, f.multiply(f.constant(0.044715), cube)));
  return f.multiply(x, f.multiply(f.constant(0.5), f.add(f.constant(1), f.tanh(inner))));
}
//# sourceMappingURL=../.maps/testing/reference-implementations.ts.map
