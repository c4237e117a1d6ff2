// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** The WebGPU backend: kernels in WGSL, and the CPU for what WGSL lacks. */
import type { Backend, Kernel, MapName, Storage, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { CpuStorage } from "../cpu/storage.ts";
import { keptOf, withViews } from "../views.ts";
import { bytesOf, dtypes, type Numbers } from "../../layout/dtype.ts";
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
  const fits = ({ length }: Storage, start: number, end: number, what: string): void => {
    if (!(start >= 0 && start <= end && end <= length)) throw new RangeError(`webgpu: ${what} of places ${start} to ${end} in a storage of ${length} numbers`);
  };
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
      const bytes = Math.max(4, bytesOf(dtype, length));
      if (bytes > adapter.bindingBytes) throw new RangeError(`webgpu: ${length} numbers (${dtype}) take ${bytes} bytes, and a kernel on this adapter can use at most ${adapter.bindingBytes} bytes of a buffer`);
      return new DeviceStorage(backend, dtype, { length, id: queue.allocate(bytes), queue });
    },
    free(storage) {
      const id = own(storage).release();
      inOrder(() => queue.free(id));
    },
    donate: (storage) => own(storage).donated(),
    write(storage, numbers) {
      fits(storage, 0, numbers.length, "a write");
      const { id } = own(storage);
      const bytes = bytesOfNumbers(numbers);
      // what waits is written later, and the program may change its numbers before
      const copy = waiting === undefined ? bytes : bytes.slice();
      inOrder(() => queue.write(id, copy));
    },
    async read(storage, start, end) {
      fits(storage, start, end, "a read");
      const { id } = own(storage);
      while (waiting !== undefined) await waiting;
      return numbersIn(storage, await queue.read(id, ...bytesBetween(storage, start, end)));
    },
    ...(connection.readSync && {
      readSync(storage: Storage, start: number, end: number) {
        fits(storage, start, end, "a read");
        return numbersIn(storage, queue.readSync(own(storage).id, ...bytesBetween(storage, start, end)));
      },
    }),
    run(kernel) {
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
        return output.dtype === "float32" ? () => product(queue, { left, right, output }, adapter) : undefined;
      }
      case "gather": case "scatter": {
        const operands = { input: operand(kernel.input), indices: operand(kernel.indices), output: operand(kernel.output) };
        const launch = kernel.kind === "gather" ? gather : scatter;
        return areReal([operands.input]) ? () => launch(queue, operands) : undefined;
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

  /** Runs a kernel of the CPU on copies of the numbers, at once where the device can be read at once. */
  function onHost(kernel: Kernel): void {
    const ids = new Map<Storage, number>();
    withViews(kernel, (view) => (ids.set(view.storage, operand(view).id), view));
    const written = new Set((kernel.kind === "fused" ? kernel.outputs : [kernel.output]).map(({ storage }) => storage));
    // Compute on the host in the order of the launches
    const compute = (numbers: ReadonlyMap<Storage, ArrayBuffer>) => {
      const held = new Map([...numbers].map(([storage, bytes]) => [storage, new CpuStorage(cpu, storage.dtype, numbersIn(storage, bytes))]));
      cpu.run(withViews(kernel, (view) => ({ ...view, storage: held.get(view.storage)! })));
      for (const storage of written) queue.write(ids.get(storage)!, bytesOfNumbers(held.get(storage)!.data));
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

function bytesBetween({ dtype }: Storage, start: number, end: number): readonly [number, number] {
  return [bytesOf(dtype, start), bytesOf(dtype, end)];
}

function numbersIn({ dtype }: Storage, bytes: ArrayBuffer): Numbers {
  const { host } = dtypes[dtype];
  return new (host as unknown as new (bytes: ArrayBuffer) => Numbers)(bytes);
}

function bytesOfNumbers({ buffer, byteOffset, byteLength }: Numbers): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
//# sourceMappingURL=../../.maps/backends/webgpu/webgpu.ts.map
