// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** A backend on WebAssembly: one linear memory, kernels on 128-bit vectors, and the CPU's own kernels on the same memory for the rest. */
import type { Backend, Kernel, Storage, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { eachRow, walkOf } from "../cpu/kernels/rows.ts";
import { CpuStorage } from "../cpu/storage.ts";
import { withViews } from "../views.ts";
import { bytesOf, numbersOf, type DType } from "../../layout/dtype.ts";
import { unique } from "../../layout/layout.ts";
import { sizeOf } from "../../layout/shape.ts";
import { enableRelaxedMadd, whyNot } from "./features.ts";
import { elementwiseLoops, lanewise, loopName } from "./kernels/elementwise.ts";
import { packOf, tilesOf, type Tile } from "./kernels/matmul.ts";
import { reductionLoops } from "./kernels/reduce.ts";
import { assemble } from "./module.ts";
import { product, scratchBytes, type ProductLoops } from "./product.ts";
import { blockOf, LinearMemory, WasmStorage } from "./storage.ts";

/** What may be chosen; what is not said is chosen for the engine at hand. */
export interface WasmOptions {
  readonly tile?: Tile;
  /** The most that the memory may grow to, in pages of 64 KiB. */
  readonly mostPages?: number;
}

type Loop = (...parameters: number[]) => void;

/** The tile with the most products per load among those whose registers suffice. */
// Choose the tile of the engine
export function bestTile(): Tile {
  return enableRelaxedMadd()
    ? { rows: 3, vectors: 3, fused: true }
    : { rows: 4, vectors: 2, fused: false };
}

/** A backend with a memory of its own. Throws `Error` with the reason where it does not work. */
export function wasmBackend({ tile = bestTileHere(), ...limits }: WasmOptions = {}): Backend & Required<Pick<Backend, "readSync">> {
  const memory = new LinearMemory(limits);
  const bytes = assemble([...elementwiseLoops(), ...reductionLoops, tilesOf(tile), packOf("packRows", tile.rows), packOf("packColumns", 4 * tile.vectors)]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory: memory.memory } });
  const loops = exports as Readonly<Record<string, Loop>>;
  const productLoops = { tile, ...loops } as unknown as ProductLoops;
  const scratch = memory.allocator.allocate(scratchBytes(tile));
  // three numbers that stand for views
  const given = memory.allocator.allocate(3 * 4);

  const own = (storage: Storage): WasmStorage => {
    if (storage instanceof WasmStorage && storage.backend === backend) return storage;
    throw new TypeError(`wasm: a storage on ${storage.backend.name} is not its own`);
  };
  // Run a kernel of the CPU on the linear memory
  const onCpu = (kernel: Kernel): void => cpu.run(withViews(kernel, (view) =>
    ({ ...view, storage: new CpuStorage(cpu, view.storage.dtype, blockOf(view).data) })));
  const fits = (storage: Storage, start: number, end: number, operation: string): void => {
    if (!(start >= 0 && start <= end && end <= storage.length)) throw new RangeError(`wasm: ${operation} of places ${start} to ${end} in a storage of ${storage.length} numbers`);
  };

  const backend: Backend & Required<Pick<Backend, "readSync">> = {
    name: "wasm",
    allocate(dtype, length) {
      const address = memory.allocator.allocate(bytesOf(dtype, length));
      return new WasmStorage(backend, dtype, { length, address, memory });
    },
    free: (storage) => own(storage).free(),
    donate: (storage) => own(storage).donated(),
    write(storage, numbers) {
      fits(storage, 0, numbers.length, "a write");
      own(storage).data.set(numbers);
    },
    read: async (storage, start, end) => backend.readSync(storage, start, end),
    readSync(storage, start, end) {
      fits(storage, start, end, "a read");
      return own(storage).data.slice(start, end);
    },
    run(kernel) {
      withViews(kernel, (view) => (own(view.storage), blockOf(view), view));
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
    eachRow(layouts, walk, (starts) => loop(...starts.map((start, i) => bases[i]! + 4 * start), n));
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
    const dtype: DType = name === "sum" ? "float64" : "float32";
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
    if (output.storage.dtype !== "float32" || left.shape[2] === 0 || output.strides[2] !== 1) return false;
    product(left, right, output, { loops: productLoops, memory, scratch });
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
