// Tangled from book/interlude-c-the-graphics-processor/01-thousands-of-slow-threads.md. Edit the book, then: npm run tangle
/** A model of a GPU. It runs a kernel thread by thread and reports its traffic and its mistakes. */
import type { Random } from "../random/random.ts";
import { sharedArrays, type Memory, type Space } from "./memory.ts";
import { Observer, type Report } from "./observer.ts";

// Describe a thread and its kernel
/** Indices in a grid of up to three axes. */
export type GridIndex = readonly [x: number, y: number, z: number];

/** One thread: its indices, and its accesses to memory. */
export interface Thread {
  /** The indices of its workgroup: WGSL `workgroup_id`. */
  readonly group: GridIndex;
  /** Its indices in the workgroup: `local_invocation_id`, and as one number `local_invocation_index`. */
  readonly local: GridIndex;
  readonly index: number;
  /** Reads the word at an index; 0 out of bounds. */
  read(memory: Memory, at: number): number;
  /** Writes a word; nothing out of bounds. */
  write(memory: Memory, at: number, value: number): void;
  /** Adds to a word in one atomic step, and returns what it was. */
  add(memory: Memory, at: number, value: number): number;
}

/**
 * A kernel. At a barrier it yields the space whose accesses the barrier orders,
 * as `workgroupBarrier` and `storageBarrier` of WGSL do.
 */
export type Kernel<Name extends string> =
  (thread: Thread, shared: Readonly<Record<Name, Memory>>) => Generator<Space, void>;

/**
 * A launch: workgroups along x, y, z, threads of each, words of its shared arrays.
 * With `random`, workgroups and threads run in random order.
 */
export interface Grid<Name extends string> {
  readonly groups: readonly number[];
  readonly size: readonly number[];
  readonly shared?: Readonly<Record<Name, number>>;
  readonly random?: Random;
}

// Run every workgroup
/** Runs a kernel over a grid, one workgroup after the other. Buffers change in place. */
export function launch<Name extends string = never>(
  kernel: Kernel<Name>, { groups, size, shared, random }: Grid<Name>,
): Report {
  const observer = new Observer();
  const [workgroups, threads] = [gridIndices(groups), gridIndices(size)];
  for (const number of orderOf(workgroups.length, random)) {
    const arrays = sharedArrays(shared ?? ({} as Record<Name, number>));
    const group = threads.map((local, index) =>
      threadOf(observer, { local, index, number, group: workgroups[number]! }));
    runGroup(observer, group.map((thread) => kernel(thread, arrays)), random);
  }
  return observer.report();
}

/** All indices of a grid, x fastest. */
function gridIndices([x = 1, y = 1, z = 1]: readonly number[]): readonly GridIndex[] {
  return Array.from({ length: x * y * z }, (_, i) => [i % x, Math.floor(i / x) % y, Math.floor(i / (x * y))]);
}

// Run the threads from barrier to barrier
/** Runs all threads to their next barrier, and again until all have ended. */
function runGroup(observer: Observer, threads: readonly Generator<Space, void>[], random?: Random): void {
  for (let running = true; running; ) {
    const stops = new Array<Space | "end">(threads.length);
    for (const index of orderOf(threads.length, random)) {
      const { done, value } = threads[index]!.next();
      stops[index] = done === true ? "end" : value!;
    }
    running = observer.arrive(stops);
  }
}

// Make the threads of a workgroup
/** 0, 1, … in order, or shuffled as Fisher and Yates do. */
function orderOf(count: number, random?: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0 && random !== undefined; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** A thread whose accesses are observed. `number` is that of its workgroup. */
function threadOf(observer: Observer, indices: Pick<Thread, "group" | "local" | "index"> & { readonly number: number }): Thread {
  const { index, number, group, local } = indices;
  const touch = (memory: Memory, word: number, access: "read" | "write" | "atomic"): boolean =>
    observer.touch({ memory, word, access, thread: index, group: number });
  return {
    group, local, index,
    read: (memory, at) => (touch(memory, at, "read") ? memory.words[at]! : 0),
    write: (memory, at, value) => {
      if (touch(memory, at, "write")) memory.words[at] = value;
    },
    add: (memory, at, value) => {
      if (!touch(memory, at, "atomic")) return 0;
      const before = memory.words[at]!;
      memory.words[at] = before + value;
      return before;
    },
  };
}
//# sourceMappingURL=../.maps/gpu/launch.ts.map
