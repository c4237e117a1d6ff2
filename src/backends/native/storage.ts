// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
/** Numbers at an address. */
import type { Backend, Storage, View } from "../backend.ts";
import { CpuStorage } from "../cpu/storage.ts";
import { numbersOf, type DType, type Numbers } from "../../layout/dtype.ts";
import { sameShape, shapeText, type Shape } from "../../layout/shape.ts";
import type { Addon } from "./addon.ts";

/** The bytes of a cache line, at whose bounds storages begin. */
const LINE = 64;
/** From so many bytes on a storage is worth large pages. */
const HUGE = 2 ** 22;

// Hold elements at an address
/** Typed arrays of the program whose place in memory C knows. The kernels of the CPU can work on them, too. */
export class NativeStorage extends CpuStorage {
  /** The address of the first number. It is valid as long as the array is not collected, and the storage keeps it. */
  readonly address: number;

  constructor(backend: Backend, data: Numbers, { dtype, address }: { readonly dtype: DType; readonly address: number }) {
    super(backend, dtype, data);
    this.address = address;
  }

  override donated(): NativeStorage {
    const heir = new NativeStorage(this.backend, this.data, this);
    this.free();
    return heir;
  }
}

/** A new storage that begins at a cache line. Of a large one the system is asked for large pages. */
export function allocated(addon: Addon, backend: Backend, dtype: DType, length: number): NativeStorage {
  // Place the elements at a cache line
  const { BYTES_PER_ELEMENT: width, constructor } = numbersOf(dtype, 0);
  const room = new Uint8Array(length * width + LINE);
  const start = (LINE - (addon.address(room) % LINE)) % LINE;
  const data = new (constructor as new (buffer: ArrayBufferLike, start: number, length: number) => Numbers)(room.buffer, room.byteOffset + start, length);
  const address = addon.address(room) + start;
  if (length * width >= HUGE) addon.advise(address, length * width);
  addon.guard?.(address - start, start);
  addon.guard?.(address + length * width, LINE - start);
  return new NativeStorage(backend, data, { dtype, address });
}

/**
 * The address of a view's first number. Throws `RangeError` if the storage was freed or the view reaches beyond it, `TypeError` if it
 * is on another backend: C checks nothing.
 */
export function placeOf(operation: string, { storage, offset, shape, strides }: View): number {
  // Find the first and the last number of a view
  const own = ownOf(storage);
  let [first, last] = [offset, offset];
  for (const [axis, length] of shape.entries()) {
    if (length === 0) return own.address;
    const reach = (length - 1) * strides[axis]!;
    if (reach > 0) last += reach;
    else first += reach;
  }
  // `data` throws if the storage was freed
  if (first < 0 || last >= own.data.length) throw new RangeError(`native: ${operation} would reach from number ${first} to ${last} of a storage of ${own.length}`);
  return own.address + offset * own.data.BYTES_PER_ELEMENT;
}

/** Throws `RangeError` where a view has another shape: C would read what is not there. */
export function checkShapes(operation: string, shape: Shape, views: readonly View[]): void {
  const other = views.find((view) => !sameShape(view.shape, shape));
  if (other !== undefined) throw new RangeError(`native: ${operation} takes ${shapeText(shape)}, not ${shapeText(other.shape)}`);
}

/** The storage as one of ours. */
export function ownOf(storage: Storage): NativeStorage {
  if (storage instanceof NativeStorage) return storage;
  throw new TypeError(`native: a storage on ${storage.backend.name} is not its own`);
}
//# sourceMappingURL=../../.maps/backends/native/storage.ts.map
