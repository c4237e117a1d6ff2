// Tangled from book/interlude-b-the-processor/06-command-buffers.md. Edit the book, then: npm run tangle
/** A command buffer: kernels that are written down, and run in one call. */
import type { Kernel, Storage, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { withViews } from "../views.ts";
import type { Addon, NativePath } from "./addon.ts";
import type { Queue } from "./queue.ts";
import { NativeStorage, ownOf } from "./storage.ts";

/** How many float64 a buffer has, and how many bytes its commands may keep alive, where nothing is said. */
const [LENGTH, BYTES] = [2 ** 14, 2 ** 26] as const;
/** Functions that give a number back, or are the call itself: they do not wait. */
const AT_ONCE: readonly string[] = ["multiplyAdd", "inThreads", "forkJoin", "count", "race", "run"];

/** Commands that stand in a buffer from a place up to another. */
interface Range {
  readonly address: number;
  readonly length: number;
}

/** What a recording holds: commands in order, and between them kernels that C lacks. */
interface Recorded {
  readonly work: (Range | Kernel)[];
  /** The memory of commands, numbers and storages, which must stay where it is. */
  readonly memory: Set<ArrayBufferView>;
}

/** Work that can be done again. */
export interface Recording<T> {
  /** What the function returned. Its storages have new numbers after each replay. */
  readonly result: T;
  /** How many calls of C a replay is, and how many kernels of the CPU. */
  readonly calls: number;
  readonly onCpu: number;
  /** Runs all kernels again, on the numbers that now stand in the storages. */
  replay(): void;
}

/** Where kernels wait until somebody needs their results. */
export class CommandBuffer implements Queue {
  /** The path, with functions that write their arguments down instead of running. */
  readonly path: NativePath;
  /** How often C was called to run commands. */
  calls = 0;
  readonly #addon: Addon;
  readonly #real: NativePath;
  readonly #most: { readonly length: number; readonly bytes: number };
  readonly #held = new Set<ArrayBufferView>();
  #heldBytes = 0;
  #commands = new Float64Array(0);
  #constants = new Float32Array(0);
  #at = { commands: 0, constants: 0 };
  /** Which part of the commands waits, and how many numbers were taken. */
  #start = 0;
  #end = 0;
  #taken = 0;
  #recorded: Recorded | null = null;

  /** A buffer for the path's functions, of at least 64 float64. */
  constructor(addon: Addon, path: NativePath, { length = LENGTH, bytes = BYTES } = {}) {
    [this.#addon, this.#real, this.#most] = [addon, path, { length: Math.max(64, length), bytes }];
    const waiting = Object.keys(path.calls).filter((name) => !AT_ONCE.includes(name));
    const writes = waiting.map((name) => [name, (...numbers: number[]) => this.#append(path.calls[name]!, numbers)]);
    this.path = { ...path, ...Object.fromEntries(writes) } as NativePath;
    this.#renew();
  }

  /** Whether commands wait. */
  get isEmpty(): boolean {
    return this.#end === this.#start;
  }

  numberAt(value: number): number {
    // Give a scalar a place of its own
    if (this.#taken === this.#constants.length) {
      this.#makeRoom();
      this.#taken = 0;
    }
    this.#constants[this.#taken] = value;
    return this.#at.constants + 4 * this.#taken++;
  }

  hold(kernel: Kernel): void {
    // Hold the memory of what waits
    for (const view of viewsOf(kernel)) if (typeof view !== "number") this.keep(view.storage);
    if (this.#heldBytes > this.#most.bytes) this.flush();
  }

  keep(storage: Storage): void {
    const { memory } = ownOf(storage);
    this.#recorded?.memory.add(memory);
    if (this.#held.has(memory)) return;
    this.#held.add(memory);
    this.#heldBytes += memory.byteLength;
  }

  runOnCpu(kernel: Kernel): void {
    // Run what waits, then a kernel of the CPU
    this.flush();
    cpu.run(kernel);
    this.#recorded?.work.push(kept(kernel));
  }

  settle(storage: Storage): void {
    // Run what waits, if it uses the storage
    if (this.#held.has(ownOf(storage).memory)) this.flush();
  }

  flush(): void {
    this.#run();
    this.#held.clear();
    this.#heldBytes = 0;
  }

  /**
   * Runs a function, and keeps what it did, so that it can be done again. The numbers of the program are kept as they were, and its reads
   * are not repeated. Throws `Error` within another recording.
   */
  record<T>(run: () => T): Recording<T> {
    // Record what a function does
    if (this.#recorded) throw new Error("record: a recording is under way");
    this.flush();
    const recorded: Recorded = { work: [], memory: new Set() };
    this.#recorded = recorded;
    this.#renew();
    try {
      const result = run();
      if (result instanceof Promise) throw new TypeError("record: the function must not return a promise");
      this.flush();
      // Make the recording
      const calls = recorded.work.filter((each) => "address" in each).length;
      const replay = () => {
        this.flush();
        for (const each of recorded.work) {
          if ("address" in each) this.#real.run(each.address, each.length);
          else cpu.run(each);
        }
      };
      return { result, calls, onCpu: recorded.work.length - calls, replay };
    } finally {
      this.#recorded = null;
      // after a mistake, what was asked for before it is still done
      this.flush();
      this.#renew();
    }
  }

  #append(code: number, numbers: readonly number[]): void {
    // Write a command down
    if (this.#end + numbers.length + 2 > this.#commands.length) this.#makeRoom();
    const commands = this.#commands;
    commands[this.#end++] = code;
    commands[this.#end++] = numbers.length;
    for (const number of numbers) commands[this.#end++] = number;
  }

  #run(): void {
    // Run all commands in one call
    const range = { address: this.#at.commands + 8 * this.#start, length: this.#end - this.#start };
    this.#start = this.#end = this.#recorded ? this.#end : 0;
    if (range.length === 0) return;
    this.calls++;
    this.#recorded?.work.push(range);
    this.#real.run(range.address, range.length);
  }

  /** Runs what waits, so that there is room. What belongs to a recording stays, and memory that the next command uses. */
  #makeRoom(): void {
    this.#run();
    if (this.#recorded) this.#renew();
  }

  /** New memory for commands and numbers; the old one belongs to a recording, or to nobody. */
  #renew(): void {
    const { length } = this.#most;
    [this.#commands, this.#constants] = [new Float64Array(length), new Float32Array(length)];
    this.#at = { commands: this.#addon.address(this.#commands), constants: this.#addon.address(this.#constants) };
    [this.#start, this.#end, this.#taken] = [0, 0, 0];
    for (const each of [this.#commands, this.#constants]) this.#recorded?.memory.add(each);
  }
}

/** The views of a kernel that C has, and its numbers. */
function viewsOf(kernel: Kernel): readonly (View | number)[] {
  switch (kernel.kind) {
    case "map": return [...kernel.inputs, kernel.output];
    case "matmul": return [kernel.left, kernel.right, kernel.output];
    case "fused": return [...kernel.inputs, ...kernel.outputs];
    case "reduce": case "argmax": return [kernel.input, kernel.output];
    case "gather": case "scatter": return [kernel.input, kernel.indices, kernel.output];
    case "fill": return [kernel.output];
    default: return kernel satisfies never;
  }
}

/** The kernel on storages that nobody frees. */
function kept(kernel: Kernel): Kernel {
  return withViews(kernel, (view): View => {
    const own = ownOf(view.storage);
    return { ...view, storage: new NativeStorage(own.backend, own.memory, own) };
  });
}
//# sourceMappingURL=../../.maps/backends/native/commands.ts.map
