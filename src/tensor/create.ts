// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Tensors from numbers, and from chance. */
import type { Backend } from "../backends/backend.ts";
import { defaultBackend } from "../backends/default.ts";
import { dtypeOf, isInteger, isPlain, numbersOf, type DType, type Numbers } from "../layout/dtype.ts";
import { rowMajor } from "../layout/layout.ts";
import type { Random } from "../random/random.ts";
import { normals } from "../random/normal.ts";
import { checkShape, shapeText, sizeOf, type Shape } from "../layout/shape.ts";
import { Tensor, type Nested } from "./tensor.ts";

/** How a new tensor is kept, and where; a tensor will do, for one like it. */
export interface Options {
  readonly dtype?: DType;
  readonly backend?: Backend;
}

/** A tensor of one number all over. */
export function full(shape: Shape, value: number, options: Options = {}): Tensor {
  return same("full", shape, value, options);
}

/** Zeros. */
export function zeros(shape: Shape, options: Options = {}): Tensor {
  return same("zeros", shape, 0, options);
}

/** Ones. */
export function ones(shape: Shape, options: Options = {}): Tensor {
  return same("ones", shape, 1, options);
}

/** start, start + step, … below `stop`; with one number, 0, 1, … below it. */
export function arange(start: number, stop?: number, options: Options & { readonly step?: number } = {}): Tensor {
  const { step = 1 } = options;
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  return filled("arange", [Math.max(0, Math.ceil((to - from) / step))], options, (i) => from + i * step);
}

/**
 * A tensor of given numbers: a number, lists of lists of numbers, or a typed array, which is copied, in the shape that is said.
 * Throws `RangeError` if the lists are not all equally long, or do not fill the shape.
 */
export function asTensor(numbers: Nested | Numbers, options: Options & { readonly shape?: Shape } = {}): Tensor {
  if (ArrayBuffer.isView(numbers)) return fromNumbers(numbers, options.shape ?? [numbers.length], { dtype: options.dtype ?? dtypeOf("asTensor", numbers), ...(options.backend && { backend: options.backend }) });
  const shape = shapeOf(numbers);
  const flat: number[] = [];
  flatten(numbers, shape, flat);
  return fromNumbers(flat, options.shape ?? shape, options);
}

/** Numbers spread evenly from `low` up to `high`, which only rounding can reach, in order from a seeded generator. */
export function uniform(random: Random, shape: Shape, options: Options & { readonly low?: number; readonly high?: number } = {}): Tensor {
  const { low = 0, high = 1 } = options;
  return filled("uniform", shape, options, () => low + (high - low) * random.uniform());
}

/** Normal numbers with mean 0 and variance 1, in order from a seeded generator. */
export function normal(random: Random, shape: Shape, options: Options = {}): Tensor {
  return filled("normal", shape, options, normals(random));
}

/**
 * The same numbers on another backend, as a constant; itself if it is there already. Throws `TypeError` if they cannot be read at once:
 * then `asTensor(await x.data(), { shape, backend })` does it.
 */
export function toBackend(x: Tensor, backend: Backend): Tensor {
  return x.backend === backend ? x : asTensor(x.dataSync(), { shape: x.shape, dtype: x.dtype, backend });
}

/**
 * A tensor over memory that holds its numbers already, as they are stored, the last axis fastest: a part of a file, or a message. It is not
 * copied, so what is written to it later is in the tensor. Throws `RangeError` unless the bytes fill the shape and begin where a number
 * may, `TypeError` if the backend cannot use memory of the program.
 */
export function tensorOver(bytes: Uint8Array, shape: Shape, { dtype = "float32", backend = defaultBackend }: Options = {}): Tensor {
  checkShape("tensorOver", shape);
  if (!backend.adopt) throw new TypeError(`tensorOver: ${backend.name} cannot use memory of the program`);
  const storage = backend.adopt(dtype, bytes);
  if (storage.length === sizeOf(shape)) return new Tensor(storage, rowMajor(shape));
  backend.free(storage);
  throw new RangeError(`tensorOver: ${storage.length} numbers (${dtype}) do not fill ${shapeText(shape)}`);
}

function same(operation: string, shape: Shape, value: number, options: Options): Tensor {
  const y = room(operation, shape, options);
  y.backend.run({ kind: "fill", value, output: y });
  return y;
}

function room(operation: string, shape: Shape, { dtype = "float32", backend = defaultBackend }: Options): Tensor {
  checkShape(operation, shape);
  return new Tensor(backend.allocate(dtype, sizeOf(shape)), rowMajor(shape));
}

function filled(operation: string, shape: Shape, options: Options, number: (i: number) => number): Tensor {
  const y = room(operation, shape, options);
  // a storage format rounds them itself, and only once
  const numbers = isPlain(y.dtype) ? numbersOf(y.dtype, y.size) : new Float64Array(y.size);
  for (let i = 0; i < numbers.length; i++) numbers[i] = number(i);
  y.backend.write(y.storage, numbers);
  return isInteger(y.dtype) && isPlain(y.dtype) && !y.backend.readSync ? new Tensor(y.storage, y, { written: numbers }) : y;
}

function fromNumbers(numbers: ArrayLike<number>, shape: Shape, options: Options): Tensor {
  if (sizeOf(shape) !== numbers.length) throw new RangeError(`asTensor: ${numbers.length} numbers do not fill ${shapeText(shape)}`);
  return filled("asTensor", shape, options, (i) => numbers[i]!);
}

function shapeOf(numbers: Nested): Shape {
  return typeof numbers === "number" ? [] : numbers.length === 0 ? [0] : [numbers.length, ...shapeOf(numbers[0]!)];
}

function flatten(numbers: Nested, shape: Shape, flat: number[]): void {
  if (typeof numbers === "number" ? shape.length > 0 : numbers.length !== shape[0]) throw new RangeError("asTensor: the lists are not equally long");
  if (typeof numbers === "number") flat.push(numbers);
  else for (const each of numbers) flatten(each, shape.slice(1), flat);
}
//# sourceMappingURL=../.maps/tensor/create.ts.map
