// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** Numbers in a linear memory. */
import type { Backend, Storage, View } from "../backend.ts";
import { memoryOver } from "../cpu/storage.ts";
import type { DType, Numbers } from "../../layout/dtype.ts";
import { Allocator } from "./allocator.ts";

const PAGE = 65536;
/** Pages of 64 KiB that 32-bit addresses reach: 4 GiB. */
export const MOST_PAGES = 65536;

/** A linear memory and what is given out of it. */
export class LinearMemory {
  readonly memory: WebAssembly.Memory;
  readonly allocator: Allocator;
  /** Gives back what a program has forgotten without freeing it: a safety net, on which nothing rests. */
  readonly #forgotten = new FinalizationRegistry<number>((address) => this.allocator.free(address));

  /** Of at most so many pages; `shared` if several threads use it. */
  constructor({ mostPages = MOST_PAGES, shared = false }: { readonly mostPages?: number | undefined; readonly shared?: boolean } = {}) {
    this.memory = new WebAssembly.Memory({ initial: 16, maximum: mostPages, shared });
    // address 0 is left out, so that no storage begins there
    this.allocator = new Allocator(64, (bytes) => this.#reach(bytes, mostPages));
  }

  #reach(bytes: number, mostPages: number): void {
    const missing = Math.ceil(bytes / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (missing <= 0) return;
    const most = mostPages * PAGE;
    if (bytes > most) throw new RangeError(`wasm: no room, ${bytes} bytes are needed of at most ${most}; a scope releases tensors at its end`);
    // double, so that growing is rare
    const pages = this.memory.buffer.byteLength / PAGE;
    if (!this.#grows(Math.min(mostPages - pages, Math.max(missing, pages))) && !this.#grows(missing)) {
      throw new RangeError(`wasm: no room, the engine does not give a memory of ${bytes} bytes`);
    }
  }

  #grows(pages: number): boolean {
    try {
      this.memory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }

  /** Memory that begins at an address, as the array in which numbers are stored; the view ends when the memory grows. */
  at(dtype: DType, address: number, length: number): Numbers | Uint8Array {
    return memoryOver(dtype, { buffer: this.memory.buffer, start: address, length });
  }

  /** The same of a dtype whose numbers are stored as the program has them. */
  numbers(dtype: "float32" | "float64", address: number, length: number): Numbers {
    return this.at(dtype, address, length) as Numbers;
  }

  watch(storage: WasmStorage, address: number): void {
    this.#forgotten.register(storage, address, storage);
  }

  forget(storage: WasmStorage): void {
    this.#forgotten.unregister(storage);
  }
}

/** A block of a linear memory. */
export class WasmStorage implements Storage {
  readonly backend: Backend;
  readonly dtype: DType;
  readonly length: number;
  readonly #in: LinearMemory;
  #address: number | undefined;
  #view: Numbers | Uint8Array | undefined;

  constructor(backend: Backend, dtype: DType, { length, address, memory }: { readonly length: number; readonly address: number; readonly memory: LinearMemory }) {
    this.backend = backend;
    this.dtype = dtype;
    this.length = length;
    this.#address = address;
    this.#in = memory;
    memory.watch(this, address);
  }

  /** Where the block begins. Throws `RangeError` if it was freed or donated. */
  get address(): number {
    if (this.#address === undefined) throw new RangeError(`wasm: the ${this.length} numbers (${this.dtype}) were freed or donated`);
    return this.#address;
  }

  /** The numbers as they are stored, for now: a view is made again when the memory has grown since. */
  get data(): Numbers | Uint8Array {
    const { address } = this;
    // Renew the view after the memory has grown
    if (this.#view?.buffer !== this.#in.memory.buffer) {
      this.#view = this.#in.at(this.dtype, address, this.length);
    }
    return this.#view;
  }

  free(): void {
    this.#in.allocator.free(this.#release());
  }

  /** The same block as a new storage, in place of this one. */
  donated(): WasmStorage {
    const { backend, dtype, length } = this;
    return new WasmStorage(backend, dtype, { length, address: this.#release(), memory: this.#in });
  }

  #release(): number {
    const { address } = this;
    this.#in.forget(this);
    this.#address = undefined;
    this.#view = undefined;
    return address;
  }
}

/** The block of a view. Throws `TypeError` if it is on another backend, `RangeError` if the view leaves it. */
export function blockOf({ storage, shape, strides, offset }: View): WasmStorage {
  if (!(storage instanceof WasmStorage)) throw new TypeError(`wasm: its kernels cannot reach a storage on ${storage.backend.name}`);
  if (shape.includes(0)) return storage;
  let [first, last] = [offset, offset];
  for (const [axis, length] of shape.entries()) {
    const reach = (length - 1) * strides[axis]!;
    if (reach < 0) first += reach;
    else last += reach;
  }
  if (first < 0 || last >= storage.length) throw new RangeError(`wasm: a view of places ${first} to ${last} leaves its storage of ${storage.length} numbers`);
  return storage;
}
//# sourceMappingURL=../../.maps/backends/wasm/storage.ts.map
