// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Numbers in the memory of the program. */
import type { Backend, Storage, View } from "../backend.ts";
import type { DType, Numbers } from "../../layout/dtype.ts";
import { sizeOf, type Shape } from "../../layout/shape.ts";

/** A storage of the CPU, or of another backend that computes on it. */
export class CpuStorage implements Storage {
  readonly backend: Backend;
  readonly dtype: DType;
  readonly length: number;
  #data: Numbers | undefined;

  constructor(backend: Backend, dtype: DType, data: Numbers) {
    this.backend = backend;
    this.dtype = dtype;
    this.length = data.length;
    this.#data = data;
  }

  /** The numbers themselves. Throws `RangeError` if they were freed or donated. */
  get data(): Numbers {
    if (!this.#data) throw new RangeError(`storage: the ${this.length} numbers (${this.dtype}) were freed or donated`);
    return this.#data;
  }

  /** The same numbers as a new storage, in place of this one. */
  donated(): CpuStorage {
    const heir = new CpuStorage(this.backend, this.dtype, this.data);
    this.free();
    return heir;
  }

  free(): void {
    this.#data = undefined;
  }
}

/** The numbers of a storage. Throws `TypeError` if they are not in the memory of the program. */
export function numbersIn(storage: Storage): Numbers {
  if (storage instanceof CpuStorage) return storage.data;
  throw new TypeError(`cpu: its kernels cannot reach a storage on ${storage.backend.name}`);
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
