// Tangled from book/interlude-c-the-graphics-processor/01-thousands-of-slow-threads.md. Edit the book, then: npm run tangle
/** The memory of the modelled GPU: words of four bytes. */

/** Who shares a memory: all threads of a launch, or those of one workgroup. */
export type Space = "storage" | "workgroup";

/** A buffer, or an array in shared memory. `start` is the number of words before it in its space. */
export interface Memory {
  readonly name: string;
  readonly space: Space;
  readonly words: Float32Array | Int32Array | Uint32Array;
  readonly start: number;
}

/** A buffer in device memory, with a name for reports. It begins at the boundary of a sector. */
export function buffer(name: string, words: Memory["words"]): Memory {
  return { name, space: "storage", words, start: 0 };
}

/** Arrays of float32 numbers in shared memory, one behind the other, all 0. The lengths are in words. */
export function sharedArrays<Name extends string>(lengths: Readonly<Record<Name, number>>): Readonly<Record<Name, Memory>> {
  let start = 0;
  const arrays = Object.entries<number>(lengths).map(([name, length]) => {
    const memory: Memory = { name, space: "workgroup", words: new Float32Array(length), start };
    start += length;
    return [name, memory] as const;
  });
  return Object.fromEntries(arrays) as Record<Name, Memory>;
}
//# sourceMappingURL=../.maps/gpu/memory.ts.map
