// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** A backend on WebAssembly: one linear memory, kernels on 128-bit vectors, and the CPU's own kernels on the same memory for the rest. */
import type { Backend, Kernel, Storage, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { eachRow, walkOf } from "../cpu/kernels/rows.ts";
import { CpuStorage } from "../cpu/storage.ts";
import { checkFormats, checkLength, checkRange, checkWritten } from "../formats.ts";
import { withViews } from "../views.ts";
import { bytesOf } from "../../layout/dtype.ts";
import { unique } from "../../layout/layout.ts";
import { sizeOf } from "../../layout/shape.ts";
import { enableRelaxedMadd, whyNot } from "./features.ts";
import { elementwiseLoops, lanewise, loopName } from "./kernels/elementwise.ts";
import { productLoops, type Tile } from "./kernels/matmul.ts";
import { reductionLoops } from "./kernels/reduce.ts";
import { threadLoops } from "./kernels/threads.ts";
import { assemble } from "./module.ts";
import { rangesOf, type Calls } from "./parts.ts";
import { product, scratchBytes } from "./product.ts";
import { blockOf, LinearMemory, MOST_PAGES, WasmStorage } from "./storage.ts";
import { checkThreads, PARTS_A_THREAD, Threads } from "./threads.ts";

/** What may be chosen; what is not said is chosen for the engine at hand. */
export interface WasmOptions {
  readonly tile?: Tile;
  /** The most that the memory may grow to, in pages of 64 KiB. */
  readonly mostPages?: number;
  /** How many threads do its kernels, the caller's among them: 1 if it is not said. */
  readonly threads?: number;
  /** Kernels of fewer numbers are left to one thread. */
  readonly smallest?: number;
}

/** A backend that is read at once. */
export type WasmBackend = Backend & Required<Pick<Backend, "readSync">> & {
  readonly threads: number;
  /** Resolves when all threads take part in kernels. Nothing needs to wait for it but a measurement. */
  started(): Promise<void>;
};

/** Fewer numbers than this are left to one thread; in a product, 32 multiply-adds count as one. */
const SMALLEST = 2 ** 16;
const WORK_OF_A_NUMBER = 32;
/** Elements in which a row is split: whole vectors and cache lines. */
const UNIT = 64;

type Loop = (...parameters: number[]) => void;

/** The tile with the most products per load among those whose registers suffice. */
// Choose the tile of the engine
export function bestTile(): Tile {
  return enableRelaxedMadd()
    ? { rows: 3, vectors: 3, fused: true }
    : { rows: 4, vectors: 2, fused: false };
}

import { isContiguous } from "../../layout/layout.ts";
import { geluLoops } from "./kernels/gelu.ts";

/** A backend with a memory of its own. Throws `Error` with the reason where it does not work, or has no threads to give, and `RangeError` for a number of threads that cannot be. */
export function wasmBackend({ tile = bestTileHere(), mostPages = MOST_PAGES, threads = 1, smallest = SMALLEST }: WasmOptions = {}): WasmBackend {
  checkThreads(threads);
  const shared = threads > 1;
  const memory = new LinearMemory({ mostPages, shared });
  const bytes = assemble([...productLoops(tile), ...elementwiseLoops(), ...reductionLoops, ...(shared ? threadLoops : [])], { sharedPages: shared ? mostPages : undefined });
  const module = new WebAssembly.Module(bytes);
  const loops = new WebAssembly.Instance(module, { host: { memory: memory.memory } }).exports as Readonly<Record<string, Loop>>;
  const pool = shared ? new Threads(threads, { module, loops, memory }) : undefined;
  const parts = shared ? PARTS_A_THREAD * threads : 1;
  const scratch = memory.allocator.allocate(scratchBytes(tile, parts));
  const run = (name: string, calls: Calls): void => {
    if (pool !== undefined && calls.length > 1) pool.run(name, calls);
    else for (const numbers of calls) loops[name]!(...numbers);
  };
  const partsFor = (numbers: number): number => (numbers < smallest ? 1 : parts);
  // three numbers that stand for views
  const given = memory.allocator.allocate(3 * 4);

  const own = (storage: Storage): WasmStorage => {
    if (storage instanceof WasmStorage && storage.backend === backend) return storage;
    throw new TypeError(`wasm: a storage on ${storage.backend.name} is not its own`);
  };
  /** The storage as one that the CPU can work on, for now. */
  const inProgram = (storage: WasmStorage): CpuStorage => new CpuStorage(cpu, storage.dtype, storage.data);
  // Run a kernel of the CPU on the linear memory
  const gelus = new WebAssembly.Instance(new WebAssembly.Module(assemble(geluLoops(), { sharedPages: shared ? mostPages : undefined })), { host: { memory: memory.memory } }).exports as Readonly<Record<string, Loop>>;
  /** Runs GELU of float32 in vectors, and any other kernel of the CPU on the linear memory. */
  const onCpu = (kernel: Kernel): void => {
    if (kernel.kind === "fused" && Object.hasOwn(gelus, kernel.name)) {
      const views = [...kernel.outputs, ...kernel.inputs];
      const n = sizeOf(views[0]!.shape);
      if (n > 0 && views.every((view) => view.storage.dtype === "float32" && isContiguous(view))) {
        gelus[kernel.name]!(...views.map((view) => blockOf(view).address + 4 * view.offset), n);
        return;
      }
    }
    cpu.run(withViews(kernel, (view) =>
      ({ ...view, storage: inProgram(blockOf(view)) })));
  };

  const backend: WasmBackend = {
    name: "wasm",
    threads,
    started: async () => pool?.started(),
    allocate(dtype, length) {
      checkLength("wasm: a storage", dtype, length);
      const address = memory.allocator.allocate(bytesOf(dtype, length));
      return new WasmStorage(backend, dtype, { length, address, memory });
    },
    free: (storage) => own(storage).free(),
    donate: (storage) => own(storage).donated(),
    write(storage, numbers, start = 0) {
      checkWritten("wasm: a write", storage, start, numbers.length);
      cpu.write(inProgram(own(storage)), numbers, start);
    },
    read: async (storage, start, end) => backend.readSync(storage, start, end),
    readSync(storage, start, end) {
      checkRange("wasm: a read", storage, start, end);
      return cpu.readSync(inProgram(own(storage)), start, end);
    },
    accumulator: (dtype) => cpu.accumulator(dtype),
    run(kernel) {
      withViews(kernel, (view) => (own(view.storage), blockOf(view), view));
      checkFormats("wasm", kernel);
      const done =
        (kernel.kind === "map" && mapInLanes(kernel)) ||
        (kernel.kind === "reduce" && reduceInLanes(kernel)) ||
        (kernel.kind === "matmul" && multiplyInTiles(kernel));
      if (!done) onCpu(kernel);
    },
    supports: (fused) => cpu.supports(fused),
    synchronize: async () => {},
  };

  /** Whether a map was done here: of float32, each row with strides of 0 or 1. */
  function mapInLanes({ name, inputs, output }: Kernel & { kind: "map" }): boolean {
    if (!Object.hasOwn(lanewise, name) || output.storage.dtype !== "float32") return false;
    inputs.forEach((each, i) => typeof each === "number" && (memory.numbers("float32", given + 4 * i, 1)[0] = each));
    const layouts = [output, ...inputs.map((each) => (typeof each === "number" ? { shape: output.shape, strides: output.shape.map(() => 0), offset: 0 } : each))];
    const bases = [blockOf(output).address, ...inputs.map((each, i) => (typeof each === "number" ? given + 4 * i : blockOf(each).address))];
    const walk = walkOf(layouts);
    const n = walk.lengths.at(-1) ?? 1;
    const [out = 1, ...strides] = walk.strides.map((each) => each.at(-1) ?? 1);
    if (out !== 1 || strides.some((stride) => stride !== 0 && stride !== 1)) return false;
    const loop = loops[loopName(name, strides)]!;
    const split = walk.lengths.length <= 1 ? partsFor(n) : 1;
    eachRow(layouts, walk, (starts) => {
      const at = starts.map((start, i) => bases[i]! + 4 * start);
      if (split === 1) loop(...at, n);
      else run(loopName(name, strides), rangesOf(n, UNIT, split).map(({ first, count }) => [...at.map((each, i) => each + 4 * first * (i === 0 ? 1 : strides[i - 1]!)), count]));
    });
    return true;
  }

  /** Whether a reduction was done here: of float32, along rows or into rows without gaps. */
  function reduceInLanes({ name, input, output }: Kernel & { kind: "reduce" }): boolean {
    if (output.storage.dtype !== "float32" || sizeOf(input.shape) === 0) return false;
    const order = [...input.shape.keys()].sort((one, other) => Math.abs(input.strides[other]!) - Math.abs(input.strides[one]!));
    const views = [{ ...output, offset: 0 }, input];
    const walk = walkOf(views, order);
    const n = walk.lengths.at(-1) ?? 1;
    const [so = 0, sx = 1] = walk.strides.map((strides) => strides.at(-1));
    if (sx !== 1 || (so !== 0 && so !== 1)) return false;
    const dtype = name === "sum" ? "float64" : "float32";
    const count = unique(output);
    const totals = memory.allocator.allocate(bytesOf(dtype, count));
    memory.numbers(dtype, totals, count).fill(name === "sum" ? 0 : -Infinity);
    const loop = loops[`${name} ${so === 0 ? "row" : "into"}`]!;
    const from = blockOf(input).address;
    eachRow(views, walk, ([o, p]) => loop(totals + bytesOf(dtype, o!), from + 4 * p!, n));
    blockOf(output).data.set(memory.numbers(dtype, totals, count), output.offset);
    memory.allocator.free(totals);
    return true;
  }

  /** Whether a product was done here: of float32, into rows without gaps. */
  function multiplyInTiles({ left, right, output }: Kernel & { kind: "matmul" }): boolean {
    if ([left, right, output].some(({ storage }) => storage.dtype !== "float32") || left.shape[2] === 0 || output.strides[2] !== 1) return false;
    const work = sizeOf([left.shape[1]!, left.shape[2]!, right.shape[2]!]) / WORK_OF_A_NUMBER;
    product(left, right, output, { tile, run, parts: partsFor(work), scratch });
    return true;
  }

  return backend;
}

function bestTileHere(): Tile {
  const reason = whyNot();
  if (reason !== undefined) throw new Error(`the wasm backend does not work here because ${reason}`);
  return bestTile();
}
//# sourceMappingURL=../../.maps/backends/wasm/wasm.ts.map
