// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** The WebGPU backend: kernels in WGSL, and the CPU for what WGSL lacks. */
import type { Backend, Kernel, MapName, Storage, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { CpuStorage, memoryOver } from "../cpu/storage.ts";
import { checkFormats, checkLength, gatherThenConvert, checkRange, checkWritten } from "../formats.ts";
import { keptOf, withViews } from "../views.ts";
import { bytesOf, hostNumbers, infoOf, isPlain, storedBytes, type DType, type Numbers } from "../../layout/dtype.ts";
import { sizeOf } from "../../layout/shape.ts";
import type { Adapter, Connection } from "./commands.ts";
import { fusedLaunches } from "./fused.ts";
import { argmax } from "./kernels/argmax.ts";
import { map } from "./kernels/map.ts";
import { product } from "./kernels/product.ts";
import { gather, scatter } from "./kernels/pick.ts";
import { reduce } from "./kernels/reduce.ts";
import { elementTypes } from "./program.ts";
import { DeviceQueue } from "./queue.ts";
import { DeviceStorage, operandOf, type Operand } from "./storage.ts";

/** A backend on a device. */
export type WebGpuBackend = Backend & {
  readonly adapter: Adapter;
  readonly queue: DeviceQueue;
  /** How many kernels the CPU has done for it. */
  readonly hostKernels: number;
  /** Gives the device back. */
  close(): void;
};

/** A backend on a device; `batch` kernels are sent together. */
export function webGpuBackend(connection: Connection, { batch }: { readonly batch?: number } = {}): WebGpuBackend {
  const { adapter } = connection;
  const queue = new DeviceQueue(connection, batch === undefined ? {} : { batch });
  /** Work of the CPU on numbers that are still to come; what is asked for later waits for it. */
  let waiting: Promise<void> | undefined;
  let hostKernels = 0;
  const own = (storage: Storage): DeviceStorage => {
    if (storage instanceof DeviceStorage && storage.backend === backend) return storage;
    throw new TypeError(`webgpu: a storage on ${storage.backend.name} is not its own`);
  };
  const operand = (view: View): Operand => operandOf(backend, view);
  /** Does it now, or when the CPU is done. */
  const inOrder = (work: () => void): void => {
    if (waiting === undefined) work();
    else void later(async () => work());
  };
  const later = (work: () => Promise<void>): Promise<void> => {
    const done: Promise<void> = (waiting ?? Promise.resolve()).then(work).finally(() => {
      if (waiting === done) waiting = undefined;
    });
    waiting = done;
    // the next read rejects with it
    done.catch(() => {});
    return done;
  };
  const backend: WebGpuBackend = {
    name: `webgpu on ${adapter.name}`,
    adapter,
    queue,
    get hostKernels() { return hostKernels; },
    allocate(dtype, length) {
      checkLength("webgpu: a storage", dtype, length);
      const bytes = Math.max(4, upToWord(bytesOf(dtype, length)));
      if (bytes > adapter.bindingBytes) throw new RangeError(`webgpu: ${length} numbers (${dtype}) take ${bytes} bytes, and a kernel on this adapter can use at most ${adapter.bindingBytes} bytes of a buffer`);
      return new DeviceStorage(backend, dtype, { length, id: queue.allocate(bytes), queue });
    },
    free(storage) {
      const id = own(storage).release();
      inOrder(() => queue.free(id));
    },
    donate: (storage) => own(storage).donated(),
    write(storage, numbers, start = 0) {
      checkWritten("webgpu: a write", storage, start, numbers.length);
      const { id, dtype } = own(storage);
      const [bytes, at] = [storedBytes(dtype, numbers), bytesOf(dtype, start)];
      if (at % 4 !== 0 || bytes.length % 4 !== 0) return writeWithinWords(id, bytes, at);
      // what waits is written later, and the program may change its numbers before
      const copy = waiting === undefined ? bytes : bytes.slice();
      inOrder(() => queue.write(id, copy, at));
    },
    async read(storage, start, end) {
      checkRange("webgpu: a read", storage, start, end);
      const { id } = own(storage);
      while (waiting !== undefined) await waiting;
      return numbersIn(storage, await queue.read(id, ...bytesBetween(storage, start, end)), start, end);
    },
    ...(connection.readSync && {
      readSync(storage: Storage, start: number, end: number) {
        checkRange("webgpu: a read", storage, start, end);
        return numbersIn(storage, queue.readSync(own(storage).id, ...bytesBetween(storage, start, end)), start, end);
      },
    }),
    // a device sums in the dtype itself; WGSL has no float64, which the CPU sums
    accumulator: (dtype) => (dtype === "float64" ? cpu.accumulator(dtype) : infoOf(dtype).accumulator),
    run(kernel) {
      checkFormats("webgpu", kernel);
      if (kernel.kind === "gather" && !isPlain(kernel.input.storage.dtype) && isPlain(kernel.output.storage.dtype)) return gatherThenConvert(backend, kernel);
      const launch = launchOf(kernel);
      if (launch) return inOrder(launch);
      hostKernels++;
      onHost(kernel);
    },
    supports: (fused) => Object.hasOwn(fusedLaunches, fused),
    async synchronize() {
      while (waiting !== undefined) await waiting;
      await queue.finished();
    },
    close: () => connection.close(),
  };
  return backend;

  /** What writes a kernel down; undefined for one that WGSL lacks. */
  function launchOf(kernel: Kernel): (() => void) | undefined {
    switch (kernel.kind) {
      case "map": {
        const inputs = kernel.inputs.map((each) => (typeof each === "number" ? each : operand(each)));
        const output = operand(kernel.output);
        const isThere = areReal([...inputs.filter((each) => typeof each !== "number"), output]) && (output.dtype === "float32" || onWhole.has(kernel.name));
        return isThere ? () => map(queue, { name: kernel.name, inputs, output }) : undefined;
      }
      case "fill": {
        const output = operand(kernel.output);
        return areReal([output]) ? () => map(queue, { name: "copy", inputs: [kernel.value], output }) : undefined;
      }
      case "reduce": {
        if (sizeOf(kernel.input.shape) === 0) return launchOf({ kind: "fill", value: 0, output: keptOf(kernel.output) });
        const [input, output] = [operand(kernel.input), operand(kernel.output)];
        return areReal([input, output]) ? () => reduce(queue, { name: kernel.name, input, output }) : undefined;
      }
      case "argmax": {
        const [input, output] = [operand(kernel.input), operand(kernel.output)];
        return areReal([input]) ? () => argmax(queue, input, output) : undefined;
      }
      case "matmul": {
        const [left, right, output] = [operand(kernel.left), operand(kernel.right), operand(kernel.output)];
        return output.dtype === "float32" && areReal([left, right]) ? () => product(queue, { left, right, output }, adapter) : undefined;
      }
      case "gather": case "scatter": {
        const isMoved = kernel.kind === "gather" && kernel.input.storage.dtype === kernel.output.storage.dtype;
        const [input, output] = [operand(kernel.input), operand(kernel.output)].map((each) => (isMoved ? inWords(each) : each)) as [Operand, Operand];
        const operands = { input, indices: operand(kernel.indices), output };
        const launch = kernel.kind === "gather" ? gather : scatter;
        return areReal([operands.input, operands.output]) ? () => launch(queue, operands) : undefined;
      }
      case "fused": {
        const launch = Object.hasOwn(fusedLaunches, kernel.name) ? fusedLaunches[kernel.name] : undefined;
        if (!launch) throw new TypeError(`webgpu: no fused kernel is named ${kernel.name}`);
        const { parameters } = kernel;
        const [inputs, outputs] = [kernel.inputs.map(operand), kernel.outputs.map(operand)];
        return inputs[0]?.dtype === "float32" ? () => launch(queue, { inputs, outputs, parameters }, adapter) : undefined;
      }
      default: return kernel satisfies never;
    }
  }

  /** Writes bytes that begin or end within a word of four: the rest of it stays. */
  function writeWithinWords(id: number, bytes: Uint8Array, at: number): void {
    const [from, to] = [at - (at % 4), upToWord(at + bytes.length)];
    const put = (words: ArrayBuffer) => {
      const whole = new Uint8Array(words);
      whole.set(bytes, at - from);
      queue.write(id, whole, from);
    };
    if (connection.readSync) put(queue.readSync(id, from, to));
    else void later(async () => put(await queue.read(id, from, to)));
  }

  /** Runs a kernel of the CPU on copies of the numbers, at once where the device can be read at once. */
  function onHost(kernel: Kernel): void {
    const ids = new Map<Storage, number>();
    withViews(kernel, (view) => (ids.set(view.storage, operand(view).id), view));
    const written = new Set((kernel.kind === "fused" ? kernel.outputs : [kernel.output]).map(({ storage }) => storage));
    // Compute on the host in the order of the launches
    const compute = (numbers: ReadonlyMap<Storage, ArrayBuffer>) => {
      const held = new Map([...numbers].map(([storage, bytes]) => [storage, onBytes(storage, bytes)]));
      cpu.run(withViews(kernel, (view) => ({ ...view, storage: held.get(view.storage)! })));
      for (const storage of written) queue.write(ids.get(storage)!, new Uint8Array(numbers.get(storage)!));
    };
    const all = (storage: Storage) => bytesBetween(storage, 0, storage.length);
    if (connection.readSync) compute(new Map([...ids].map(([storage, id]) => [storage, queue.readSync(id, ...all(storage))])));
    else void later(async () => compute(new Map(await Promise.all([...ids].map(async ([storage, id]) => [storage, await queue.read(id, ...all(storage))] as const)))));
  }
}

/** Maps that whole numbers have here; the others have fractions as results. */
const onWhole: ReadonlySet<MapName> = new Set<MapName>(["copy", "negative", "abs", "sign", "add", "subtract", "multiply", "maximum", "minimum", "less", "lessEqual", "greater", "greaterEqual", "equal", "where"]);

/** Whether WGSL computes with all of them. */
function areReal(operands: readonly Operand[]): boolean {
  return operands.every(({ dtype }) => Object.hasOwn(elementTypes, dtype));
}

/** Rows of a storage format as rows of int32, if they are whole words: whoever moves them need not know what they mean. */
function inWords(rows: Operand): Operand {
  const { dtype, shape, offset } = rows;
  const [words, start] = [bytesOf(dtype, shape.at(-1)!) / 4, bytesOf(dtype, offset) / 4];
  if (isPlain(dtype) || !Number.isInteger(words) || !Number.isInteger(start)) return rows;
  return { ...rows, dtype: "int32", shape: [...shape.slice(0, -1), words], offset: start };
}

/** A storage of the CPU on the bytes of another. */
function onBytes({ dtype, length }: Storage, bytes: ArrayBuffer): CpuStorage {
  return new CpuStorage(cpu, dtype, memoryOver(dtype, { buffer: bytes, start: 0, length }));
}

/** The words of four bytes in which the blocks of some numbers stand. */
function bytesBetween({ dtype }: Storage, start: number, end: number): readonly [number, number] {
  const first = firstByte(dtype, start);
  return [first - (first % 4), upToWord(bytesOf(dtype, end))];
}

/** The numbers that were asked for, in these words. */
function numbersIn({ dtype }: Storage, words: ArrayBuffer, start: number, end: number): Numbers {
  const bytes = new Uint8Array(words, firstByte(dtype, start) % 4);
  return hostNumbers(dtype, bytes, start % infoOf(dtype).blockLength, end - start);
}

/** Where the block of a number begins. */
function firstByte(dtype: DType, place: number): number {
  const { blockLength, blockBytes } = infoOf(dtype);
  return Math.floor(place / blockLength) * blockBytes;
}

function upToWord(bytes: number): number {
  return 4 * Math.ceil(bytes / 4);
}
//# sourceMappingURL=../../.maps/backends/webgpu/webgpu.ts.map
