// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/** Memory of a device: what is freed is kept, and given out again. */
import type { CudaDevice } from "./addon.ts";

/** Allocations are multiples of so many bytes. */
const UNIT = 512;

/** The bytes that are allocated for so many: eight sizes for each power of two, as in `Pool`, so that sizes that differ a little share them. */
function sizeClass(bytes: number): number {
  const step = Math.max(UNIT, 2 ** (Math.floor(Math.log2(Math.max(1, bytes))) - 3));
  return step * Math.max(1, Math.ceil(bytes / step));
}

/** A caching allocator. Asking the driver for memory takes long, and giving it back waits for all work. */
export class DeviceMemory {
  /** Bytes that the driver has given, used or free. */
  reservedBytes = 0;
  readonly #device: CudaDevice;
  readonly #sizes = new Map<number, number>();
  readonly #free = new Map<number, number[]>();
  /** Gives back what a program has forgotten without freeing it: a safety net, on which nothing rests. */
  readonly #forgotten = new FinalizationRegistry<number>((address) => this.free(address));

  constructor(device: CudaDevice) {
    this.#device = device;
  }

  // Reuse a freed allocation, or make one
  /** The address of at least so many bytes. Throws `RangeError` where the device has no room. */
  allocate(bytes: number): number {
    const size = sizeClass(bytes);
    const address = this.#free.get(size)?.pop() ?? this.#new(size);
    this.#sizes.set(address, size);
    return address;
  }

  /** It may be reused at once: what uses it next comes after what used it last, in the one stream. */
  free(address: number): void {
    const size = this.#sizes.get(address);
    if (size === undefined) throw new RangeError(`cuda: no allocation in use begins at ${address}`);
    this.#sizes.delete(address);
    const free = this.#free.get(size) ?? [];
    free.push(address);
    this.#free.set(size, free);
  }

  watch(owner: object, address: number): void {
    this.#forgotten.register(owner, address, owner);
  }

  forget(owner: object): void {
    this.#forgotten.unregister(owner);
  }

  #new(size: number): number {
    try {
      return this.#ask(size);
    } catch (error) {
      if ((error as { code?: string }).code !== "CUDA_ERROR_OUT_OF_MEMORY") throw error;
    }
    this.#giveBack();
    try {
      return this.#ask(size);
    } catch (error) {
      if ((error as { code?: string }).code !== "CUDA_ERROR_OUT_OF_MEMORY") throw error;
      throw new RangeError(`cuda: no room for ${size} bytes beside ${this.reservedBytes} of ${this.#device.bytes}; a scope releases tensors at its end`);
    }
  }

  #ask(size: number): number {
    const address = this.#device.allocate(size);
    this.reservedBytes += size;
    return address;
  }

  #giveBack(): void {
    this.#device.synchronize();
    for (const [size, free] of this.#free) {
      for (const address of free) this.#device.release(address);
      this.reservedBytes -= size * free.length;
    }
    this.#free.clear();
  }
}
//# sourceMappingURL=../../.maps/backends/cuda/memory.ts.map
