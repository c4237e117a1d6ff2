// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/** Numbers in the memory of a device. */
import type { Backend, Storage, View } from "../backend.ts";
import { bytesOf, type DType } from "../../layout/dtype.ts";
import { sameShape, shapeText, type Shape } from "../../layout/shape.ts";
import type { DeviceMemory } from "./memory.ts";

/** An allocation of a device’s memory. */
export class CudaStorage implements Storage {
  readonly backend: Backend;
  readonly dtype: DType;
  readonly length: number;
  readonly #memory: DeviceMemory;
  #address: number | undefined;

  constructor(backend: Backend, dtype: DType, { length, memory, address = memory.allocate(bytesOf(dtype, length)) }: { readonly length: number; readonly memory: DeviceMemory; readonly address?: number }) {
    this.backend = backend;
    this.dtype = dtype;
    this.length = length;
    this.#memory = memory;
    this.#address = address;
    memory.watch(this, address);
  }

  /** Where the allocation begins. Throws `RangeError` if it was freed or donated. */
  get address(): number {
    if (this.#address === undefined) throw new RangeError(`cuda: the ${this.length} numbers (${this.dtype}) were freed or donated`);
    return this.#address;
  }

  free(): void {
    this.#memory.free(this.#release());
  }

  /** The same allocation as a new storage, in place of this one. */
  donated(): CudaStorage {
    const { backend, dtype, length } = this;
    return new CudaStorage(backend, dtype, { length, memory: this.#memory, address: this.#release() });
  }

  #release(): number {
    const { address } = this;
    this.#memory.forget(this);
    this.#address = undefined;
    return address;
  }
}

/** The storage as one of ours. */
export function ownOf(storage: Storage): CudaStorage {
  if (storage instanceof CudaStorage) return storage;
  throw new TypeError(`cuda: a storage on ${storage.backend.name} is not its own`);
}

/** The address of a view's first number. Throws `RangeError` if the storage was freed or the view reaches beyond it: the device checks nothing. */
export function placeOf(operation: string, { storage, offset, shape, strides }: View): number {
  const own = ownOf(storage);
  const address = own.address + bytesOf(own.dtype, offset);
  if (shape.includes(0)) return address;
  const reach = shape.map((length, axis) => (length - 1) * strides[axis]!);
  const first = reach.reduce((sum, each) => sum + Math.min(0, each), offset);
  const last = reach.reduce((sum, each) => sum + Math.max(0, each), offset);
  if (first < 0 || last >= own.length) throw new RangeError(`cuda: ${operation} would reach from number ${first} to ${last} of a storage of ${own.length}`);
  return address;
}

/** Throws `RangeError` where a view has another shape: a kernel would read what is not there. */
export function checkShapes(operation: string, shape: Shape, views: readonly View[]): void {
  const other = views.find((view) => !sameShape(view.shape, shape));
  if (other !== undefined) throw new RangeError(`cuda: ${operation} takes ${shapeText(shape)}, not ${shapeText(other.shape)}`);
}
//# sourceMappingURL=../../.maps/backends/cuda/storage.ts.map
