// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** Where in a memory there is room: blocks that are in use and blocks that are free, first fit. */

/** Blocks begin at multiples of this, a cache line. */
export const ALIGNMENT = 64;

interface Free {
  readonly address: number;
  readonly bytes: number;
}

/** Free blocks by address, no two of which touch. */
export class Allocator {
  #free: Free[] = [];
  readonly #used = new Map<number, number>();
  /** The first address that was never given out. */
  #end: number;
  readonly #grow: (bytes: number) => void;

  /** Gives out addresses from `start` on; `grow` sees to it that the memory has so many bytes, or throws. */
  constructor(start: number, grow: (bytes: number) => void) {
    this.#end = start;
    this.#grow = grow;
  }

  /** The address of a block of at least so many bytes. */
  allocate(bytes: number): number {
    const size = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
    const place = this.#free.findIndex((each) => each.bytes >= size);
    const address = place < 0 ? this.#extend(size) : this.#take(place, size);
    this.#used.set(address, size);
    return address;
  }

  /** Gives a block back. Throws `RangeError` if it is not in use. */
  free(address: number): void {
    const bytes = this.#used.get(address);
    if (bytes === undefined) throw new RangeError(`wasm: no block in use begins at ${address}`);
    this.#used.delete(address);
    this.#merge({ address, bytes });
  }

  /** Bytes of the blocks in use. */
  get usedBytes(): number {
    return [...this.#used.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  #take(place: number, size: number): number {
    const { address, bytes } = this.#free[place]!;
    const rest = bytes === size ? [] : [{ address: address + size, bytes: bytes - size }];
    this.#free.splice(place, 1, ...rest);
    return address;
  }

  #extend(size: number): number {
    const last = this.#free.at(-1);
    const address = last && last.address + last.bytes === this.#end ? last.address : this.#end;
    this.#grow(address + size);
    if (address !== this.#end) this.#free.pop();
    this.#end = address + size;
    return address;
  }

  /** Puts a block among the free ones, as one with the neighbours that it touches. */
  #merge(block: Free): void {
    const next = this.#free.findIndex(({ address }) => address > block.address);
    const place = next < 0 ? this.#free.length : next;
    const [before, after] = [this.#free[place - 1], this.#free[place]];
    const joinsBefore = before !== undefined && before.address + before.bytes === block.address;
    const joinsAfter = after !== undefined && block.address + block.bytes === after.address;
    const address = joinsBefore ? before.address : block.address;
    const bytes = block.bytes + (joinsBefore ? before.bytes : 0) + (joinsAfter ? after.bytes : 0);
    this.#free.splice(place - (joinsBefore ? 1 : 0), (joinsBefore ? 1 : 0) + (joinsAfter ? 1 : 0), { address, bytes });
  }
}
//# sourceMappingURL=../../.maps/backends/wasm/allocator.ts.map
