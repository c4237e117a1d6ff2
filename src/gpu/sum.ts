// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
/** Kernels of the model that sum a buffer: by a tree in shared memory, and by atomic additions. */
import type { Kernel } from "./launch.ts";
import type { Memory } from "./memory.ts";

// Sum a workgroup by a tree
/** Writes the sum of `length` words of x, a power of two, for each workgroup of as many threads. */
export const sumByTree = (x: Memory, sums: Memory, length: number): Kernel<"parts"> =>
  function* ({ group, index, read, write }, { parts }) {
    write(parts, index, read(x, length * group[0] + index));
    for (let half = length / 2; half >= 1; half /= 2) {
      // Wait for the round before
      yield "workgroup";
      if (index < half) write(parts, index, read(parts, index) + read(parts, index + half));
    }
    if (index === 0) write(sums, group[0], read(parts, 0));
  };

// Sum by atomic additions
/** Adds all words of x, `length` for each workgroup, to the word 0 of `total`. */
export const sumByAtomics = (x: Memory, total: Memory, length: number): Kernel<never> =>
  function* ({ group, index, read, add }) {
    add(total, 0, read(x, length * group[0] + index));
  };
//# sourceMappingURL=../.maps/gpu/sum.ts.map
