// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** A thread pool on a shared linear memory: workers run the same module and do parts of a kernel. */
import { CONTROL_BYTES, DONE, FAILED, FIRST, MESSAGE, SLOT, SLOTS, STARTED } from "./kernels/threads.ts";
import type { Calls } from "./parts.ts";
import type { LinearMemory } from "./storage.ts";

/** More threads than this are not made. */
const MOST = 64;
/** Parts for each thread: a thread that comes late does fewer. */
export const PARTS_A_THREAD = 4;

/** Why kernels have one thread here, or `undefined` if they can have several. */
export function whyOneThread(): string | undefined {
  const { crossOriginIsolated } = globalThis as { readonly crossOriginIsolated?: boolean };
  if (crossOriginIsolated === false) return "this page is not cross-origin isolated: its server does not send the headers COOP and COEP";
  if (typeof SharedArrayBuffer === "undefined") return "this engine has no SharedArrayBuffer";
  return undefined;
}

/** One thread for each core that the process or the page may use, or one where there cannot be several. */
export function threadsHere(): number {
  if (whyOneThread() !== undefined) return 1;
  const inNode = globalThis.process?.getBuiltinModule?.("node:os").availableParallelism();
  return Math.min(MOST, inNode ?? (globalThis as { readonly navigator?: { readonly hardwareConcurrency?: number } }).navigator?.hardwareConcurrency ?? 1);
}

/** Throws `RangeError` unless so many threads can be asked for, `Error` where there cannot be several. */
export function checkThreads(threads: number): void {
  if (!(Number.isInteger(threads) && threads >= 1 && threads <= MOST)) throw new RangeError(`wasm: threads are a whole number from 1 to ${MOST}, not ${threads}`);
  const reason = threads > 1 ? whyOneThread() : undefined;
  if (reason !== undefined) throw new Error(`wasm: there is one thread because ${reason}`);
}

/** What a worker is given. */
interface Given {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: number;
  readonly kernels: readonly string[];
}

/** The program of a worker, as text, for it runs in another engine. It never ends by itself. */
const work = `({ module, memory, control, kernels }) => {
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  const loops = kernels.map((name) => exports[name]);
  const words = new Int32Array(memory.buffer, control, ${CONTROL_BYTES / 4});
  const report = (error) => {
    const bytes = new TextEncoder().encode(error.message).slice(0, ${FIRST - MESSAGE});
    new Uint8Array(memory.buffer, control + ${MESSAGE}).set(bytes);
    Atomics.store(words, ${FAILED / 4}, bytes.length);
  };
  Atomics.add(words, ${STARTED / 4}, 1);
  for (;;) {
    const seen = Atomics.load(words, 0);
    for (let slot; (slot = exports.take(control)) !== 0;) {
      const [kernel, ...numbers] = words.subarray((slot - control) / 4, (slot - control + ${SLOT}) / 4);
      try { loops[kernel](...numbers); } catch (error) { report(error); }
      exports.count(control + ${DONE}, 1);
    }
    exports.waitWhile(control, seen, 1);
  }
}`;

interface Inside {
  readonly take: (control: number) => number;
  readonly count: (at: number, by: number) => void;
  readonly waitWhile: (at: number, seen: number, sleeps: 0 | 1) => void;
}

/** Some threads, the caller among them, which do the parts of one kernel after the other. */
export class Threads {
  readonly threads: number;
  readonly #loops: Readonly<Record<string, (...numbers: readonly number[]) => void>>;
  readonly #inside: Inside;
  readonly #kernels: readonly string[];
  readonly #control: number;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #sleeps = maySleep() ? 1 : 0;
  /** How many workers ended before they had started. */
  readonly #lost = { count: 0 };
  #posted = 0;
  #failure: Error | undefined;

  /** Starts the workers; `loops` are what the module exports. */
  constructor(threads: number, { module, loops, memory }: { readonly module: WebAssembly.Module; readonly loops: Readonly<Record<string, (...numbers: readonly number[]) => void>>; readonly memory: LinearMemory }) {
    this.threads = threads;
    this.#loops = loops;
    this.#inside = loops as unknown as Inside;
    this.#kernels = Object.keys(loops);
    this.#control = memory.allocator.allocate(CONTROL_BYTES);
    // these views last: a shared memory that grows keeps its bytes where they are
    this.#words = new Int32Array(memory.memory.buffer, this.#control, CONTROL_BYTES / 4).fill(0);
    this.#bytes = new Uint8Array(memory.memory.buffer, this.#control, CONTROL_BYTES);
    const given: Given = { module, memory: memory.memory, control: this.#control, kernels: this.#kernels };
    const lost = this.#lost;
    const workers = Array.from({ length: threads - 1 }, () => startWorker(given, (message) => {
      lost.count += 1;
      console.warn(`wasm: a worker did not start, and kernels have one thread less: ${message}`);
    }));
    released.register(this, workers);
  }

  /** Resolves when every worker takes parts, or has failed to start. Kernels need not wait for that: they run on the threads that are there. */
  async started(): Promise<void> {
    while (Atomics.load(this.#words, STARTED / 4) + this.#lost.count < this.threads - 1) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  /** Calls a kernel for each part, of which there are at most `SLOTS`, on all threads, and returns when all are done. Throws `Error` if one has failed. */
  // Fork and join in shared memory
  run(kernel: string, calls: Calls): void {
    calls.forEach((numbers, i) => this.#write(this.#posted + i, kernel, numbers));
    this.#posted = (this.#posted + calls.length) | 0;
    this.#inside.count(this.#control, calls.length);
    for (let slot; (slot = this.#inside.take(this.#control)) !== 0;) this.#do(slot);
    for (let done; (done = Atomics.load(this.#words, DONE / 4)) !== this.#posted;) {
      this.#inside.waitWhile(this.#control + DONE, done, this.#sleeps);
    }
    this.#throwFailure();
  }

  #write(part: number, kernel: string, numbers: readonly number[]): void {
    this.#words.set([this.#kernels.indexOf(kernel), ...numbers], (FIRST + (part & (SLOTS - 1)) * SLOT) / 4);
  }

  #do(slot: number): void {
    const at = (slot - this.#control) / 4;
    const [kernel, ...numbers] = this.#words.subarray(at, at + SLOT / 4);
    try {
      this.#loops[this.#kernels[kernel!]!]!(...numbers);
    } catch (error) {
      this.#failure = error as Error;
    }
    this.#inside.count(this.#control + DONE, 1);
  }

  #throwFailure(): void {
    const [length, own] = [Atomics.exchange(this.#words, FAILED / 4, 0), this.#failure];
    this.#failure = undefined;
    if (length > 0) throw new Error(`wasm: a kernel failed on a worker: ${new TextDecoder().decode(this.#bytes.slice(MESSAGE, MESSAGE + length))}`);
    if (own !== undefined) throw new Error(`wasm: a kernel failed: ${own.message}`, { cause: own });
  }
}

/** Whether this thread may sleep: the main thread of a page may not. */
function maySleep(): boolean {
  try {
    return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1) === "not-equal";
  } catch {
    return false;
  }
}

/** Something that can be ended. */
interface Ended {
  terminate(): unknown;
}

const released = new FinalizationRegistry<readonly Ended[]>((workers) => workers.forEach((each) => void each.terminate()));

/** A worker that keeps no program from ending. */
function startWorker(given: Given, fails: (message: string) => void): Ended {
  const inNode = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (inNode) {
    const worker = new inNode.Worker(`(${work})(require("node:worker_threads").workerData)`, { eval: true, workerData: given, execArgv: [] });
    worker.on("error", ({ message }) => fails(message));
    worker.unref();
    return worker;
  }
  const address = URL.createObjectURL(new Blob([`onmessage = ({ data }) => (${work})(data)`], { type: "text/javascript" }));
  const worker = new Worker(address);
  worker.onerror = ({ message }) => fails(message);
  worker.postMessage(given);
  return worker;
}
//# sourceMappingURL=../../.maps/backends/wasm/threads.ts.map
