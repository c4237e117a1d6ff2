// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** Numbers in a device’s memory. */
import type { Backend, Storage, View } from "../backend.ts";
import type { DType } from "../../layout/dtype.ts";
import type { Layout } from "../../layout/layout.ts";
import type { DeviceQueue } from "./queue.ts";

/** A view as kernels take it: the id of a buffer, and where in it the elements stand. */
export interface Operand extends Layout {
  readonly id: number;
  readonly dtype: DType;
}

// gives back what a program has forgotten without freeing it: a safety net, on which nothing rests
const forgotten = new FinalizationRegistry<{ readonly queue: DeviceQueue; readonly id: number }>(({ queue, id }) => queue.free(id));

/** A buffer of a device. */
export class DeviceStorage implements Storage {
  readonly backend: Backend;
  readonly dtype: DType;
  readonly length: number;
  readonly #queue: DeviceQueue;
  #id: number | undefined;

  constructor(backend: Backend, dtype: DType, { length, id, queue }: { readonly length: number; readonly id: number; readonly queue: DeviceQueue }) {
    [this.backend, this.dtype, this.length, this.#queue, this.#id] = [backend, dtype, length, queue, id];
    forgotten.register(this, { queue, id }, this);
  }

  /** The buffer. Throws `RangeError` if it was freed or donated. */
  get id(): number {
    if (this.#id === undefined) throw new RangeError(`webgpu: the ${this.length} numbers (${this.dtype}) were freed or donated`);
    return this.#id;
  }

  /** The buffer, which from now on is somebody else’s. */
  release(): number {
    const { id } = this;
    forgotten.unregister(this);
    this.#id = undefined;
    return id;
  }

  /** The same buffer as a new storage, in place of this one. */
  donated(): DeviceStorage {
    const { backend, dtype, length } = this;
    return new DeviceStorage(backend, dtype, { length, id: this.release(), queue: this.#queue });
  }
}

/** A view as an operand. Throws `TypeError` if it is on another backend, `RangeError` if it was freed or leaves its storage: a device would read zeros, and say nothing. */
export function operandOf(backend: Backend, { storage, shape, strides, offset }: View): Operand {
  if (!(storage instanceof DeviceStorage) || storage.backend !== backend) throw new TypeError(`webgpu: a storage on ${storage.backend.name} is not its own`);
  const { id, dtype, length } = storage;
  if (!shape.includes(0)) {
    const reaches = shape.map((count, axis) => (count - 1) * strides[axis]!);
    const [first, last] = [Math.min, Math.max].map((bound) => reaches.reduce((sum, reach) => sum + bound(0, reach), offset)) as [number, number];
    if (first < 0 || last >= length) throw new RangeError(`webgpu: a view of places ${first} to ${last} leaves its storage of ${length} numbers`);
  }
  return { id, dtype, shape, strides, offset };
}
//# sourceMappingURL=../../.maps/backends/webgpu/storage.ts.map
