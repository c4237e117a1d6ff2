// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Numbers in the memory of the program. */
import type { Backend, Storage, View } from "../backend.ts";
import { dtypes, infoOf, isPlain, type DType, type Numbers } from "../../layout/dtype.ts";
import { sizeOf, type Shape } from "../../layout/shape.ts";

/** A storage of the CPU, or of another backend that computes on it. */
export class CpuStorage implements Storage {
  readonly backend: Backend;
  readonly dtype: DType;
  readonly length: number;
  #memory: Numbers | Uint8Array | undefined;

  /** Of the numbers in an array, or of a storage format in whole blocks of bytes. */
  constructor(backend: Backend, dtype: DType, memory: Numbers | Uint8Array) {
    this.backend = backend;
    this.dtype = dtype;
    this.length = lengthIn(dtype, memory);
    this.#memory = memory;
  }

  /** The array in which the numbers are stored, of a storage format as bytes. Throws `RangeError` if they were freed or donated. */
  get memory(): Numbers | Uint8Array {
    if (!this.#memory) throw new RangeError(`storage: the ${this.length} numbers (${this.dtype}) were freed or donated`);
    return this.#memory;
  }

  /** The numbers themselves. Throws as `memory` does, and `TypeError` for a storage format, which has first to be converted. */
  get data(): Numbers {
    const { memory } = this;
    if (memory instanceof Uint8Array) throw new TypeError(`storage: ${this.dtype} is no array of numbers; astype converts`);
    return memory;
  }

  /** The memory itself. Throws as `memory` does. */
  get bytes(): Uint8Array {
    const { memory } = this;
    return memory instanceof Uint8Array ? memory : new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength);
  }

  /** The same numbers as a new storage, in place of this one. */
  donated(): CpuStorage {
    const heir = new CpuStorage(this.backend, this.dtype, this.memory);
    this.free();
    return heir;
  }

  free(): void {
    this.#memory = undefined;
  }
}

function lengthIn(dtype: DType, memory: Numbers | Uint8Array): number {
  if (isPlain(dtype)) return memory.length;
  const { blockLength, blockBytes } = infoOf(dtype);
  return (memory.length / blockBytes) * blockLength;
}

/** So many numbers at a byte of a buffer as the array in which they are stored: that of the dtype, of a storage format one of bytes. */
export function memoryOver(dtype: DType, { buffer, start, length }: { readonly buffer: ArrayBufferLike; readonly start: number; readonly length: number }): Numbers | Uint8Array {
  const { blockLength, blockBytes } = infoOf(dtype);
  if (!isPlain(dtype)) return new Uint8Array(buffer, start, (length / blockLength) * blockBytes);
  return new (dtypes[dtype].host as unknown as new (buffer: ArrayBufferLike, start: number, length: number) => Numbers)(buffer, start, length);
}

/** The storage as one in the memory of the program. Throws `TypeError` if it is none. */
export function inProgram(storage: Storage): CpuStorage {
  if (storage instanceof CpuStorage) return storage;
  throw new TypeError(`cpu: its kernels cannot reach a storage on ${storage.backend.name}`);
}

/** The numbers of a storage. Throws `TypeError` if they are not in the memory of the program. */
export function numbersIn(storage: Storage): Numbers {
  return inProgram(storage).data;
}

/** The numbers that a view lies in. */
export function dataOf({ storage }: View): Numbers {
  return numbersIn(storage);
}

/** A contiguous operand of a fused kernel: its numbers in order, and their shape. */
export interface Block {
  readonly numbers: Numbers;
  readonly shape: Shape;
}

/** A contiguous view as a block. */
export function blockOf({ storage, offset, shape }: View): Block {
  const [data, size] = [numbersIn(storage), sizeOf(shape)];
  return { shape, numbers: data.length === size ? data : data.subarray(offset, offset + size) };
}

/** Writes the outputs of a fused kernel, which are no views of the inputs. */
export type FusedLoop = (inputs: readonly Block[], outputs: readonly Block[], parameters: readonly number[]) => void;
//# sourceMappingURL=../../.maps/backends/cpu/storage.ts.map
