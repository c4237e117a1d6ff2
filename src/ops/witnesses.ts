// Tangled from book/03-backpropagation/08-four-witnesses.md. Edit the book, then: npm run tangle
/** The operations that have witnesses. */
// Import the operations
import { add, tanh as tanhOfPrimitives, maximum, type Shape, type Tensor } from "../tensor/index.ts";
import type { Functions } from "./functions.ts";
import { gelu, geluOfPrimitives, geluTanh, geluTanhOfPrimitives } from "./gelu.ts";
import { layerNorm, layerNormOfPrimitives } from "./layer-norm.ts";
import { relu } from "./relu.ts";
import { tanh } from "./tanh.ts";

// Say what an operation must bring
/** An operation three times: by hand, of primitives, as a program. */
export interface Witnessed {
  readonly name: string;
  /** The shapes of its operands: of `n` rows and `d` columns. */
  readonly shapes: (n: number, d: number) => readonly Shape[];
  readonly byHand: (...x: Tensor[]) => Tensor;
  readonly ofPrimitives: (...x: Tensor[]) => Tensor;
  /** The same for any kind of number; `x` are the operands’ numbers. */
  readonly program: <T>(f: Functions<T>, x: Operands<T>, d: number) =>
    readonly T[];
}

/** For each operand its numbers in order. */
export type Operands<T> = readonly (readonly T[])[];

// List the operations with their programs
const one = (n: number, d: number): readonly Shape[] => [[n, d]];
const oneRow = (n: number, d: number): readonly Shape[] => [[n, d], [d], [d]];
const each = (of: <T>(f: Functions<T>, x: T) => T) => <T>(f: Functions<T>, [x]: Operands<T>): readonly T[] => x!.map((number) => of(f, number));

/** All of them, one a line. */
export const operations: readonly Witnessed[] = [
  { name: "layerNorm", shapes: oneRow, byHand: (x, g, b) => layerNorm(x!, g!, b!), ofPrimitives: (x, g, b) => layerNormOfPrimitives(x!, g!, b!), program: layerNormProgram },
  { name: "tanh", shapes: one, byHand: tanh, ofPrimitives: tanhOfPrimitives, program: each((f, x) => f.tanh(x)) },
  { name: "relu", shapes: one, byHand: relu, ofPrimitives: (x) => maximum(x, 0), program: each((f, x) => f.relu(x)) },
  { name: "gelu", shapes: one, byHand: gelu, ofPrimitives: geluOfPrimitives, program: each(geluProgram) },
  { name: "geluTanh", shapes: one, byHand: geluTanh, ofPrimitives: geluTanhOfPrimitives, program: each(geluTanhProgram) },
  { name: "residual", shapes: one, byHand: (x) => add(x, tanh(x)), ofPrimitives: (x) => add(x, tanhOfPrimitives(x)), program: each((f, x) => f.add(x, f.tanh(x))) },
];

function layerNormProgram<T>(f: Functions<T>, [x, gain, bias]: Operands<T>, d: number): readonly T[] {
  const mean = (numbers: readonly T[]) => f.divide(numbers.reduce((sum, each) => f.add(sum, each)), f.constant(d));
  const rows = Array.from({ length: x!.length / d }, (_, row) => x!.slice(row * d, (row + 1) * d));
  return rows.flatMap((row) => {
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
//# sourceMappingURL=../.maps/ops/witnesses.ts.map
