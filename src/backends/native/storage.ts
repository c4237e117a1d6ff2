// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
/** Numbers at an address. */
import type { Backend, Storage, View } from "../backend.ts";
import { CpuStorage, memoryOver } from "../cpu/storage.ts";
import { checkLength, lengthOver } from "../formats.ts";
import { bytesOf, type DType, type Numbers } from "../../layout/dtype.ts";
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

  constructor(backend: Backend, memory: Numbers | Uint8Array, { dtype, address }: { readonly dtype: DType; readonly address: number }) {
    super(backend, dtype, memory);
    this.address = address;
  }

  override donated(): NativeStorage {
    const heir = new NativeStorage(this.backend, this.memory, this);
    this.free();
    return heir;
  }
}

/** A new storage that begins at a cache line. Of a large one the system is asked for large pages. */
export function allocated(addon: Addon, backend: Backend, dtype: DType, length: number): NativeStorage {
  // Place the elements at a cache line
  checkLength("native: a storage", dtype, length);
  const bytes = bytesOf(dtype, length);
  const room = new Uint8Array(bytes + LINE);
  const start = (LINE - (addon.address(room) % LINE)) % LINE;
  const memory = memoryOver(dtype, { buffer: room.buffer, start: room.byteOffset + start, length });
  const address = addon.address(room) + start;
  if (bytes >= HUGE) addon.advise(address, bytes);
  addon.guard?.(address - start, start);
  addon.guard?.(address + bytes, LINE - start);
  return new NativeStorage(backend, memory, { dtype, address });
}

/** A storage over memory that holds numbers already. Throws `RangeError` as `lengthOver` does. */
export function adopted(addon: Addon, backend: Backend, dtype: DType, bytes: Uint8Array): NativeStorage {
  const length = lengthOver("native: adopt", dtype, bytes);
  const address = addon.address(bytes);
  // the address, too: C loads numbers from there
  lengthOver("native: adopt", dtype, { byteOffset: address, byteLength: bytes.byteLength });
  const memory = memoryOver(dtype, { buffer: bytes.buffer, start: bytes.byteOffset, length });
  return new NativeStorage(backend, memory, { dtype, address });
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
  // `memory` throws if the storage was freed
  if (first < 0 || last >= own.length || own.memory.length === 0) throw new RangeError(`native: ${operation} would reach from number ${first} to ${last} of a storage of ${own.length}`);
  return own.address + bytesOf(own.dtype, offset);
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
