// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** The CPU: TypeScript on typed arrays. What is no longer used, the garbage collector finds. */
import type { Backend, Kernel, Storage } from "../backend.ts";
import { fusedKernels } from "./fused.ts";
import { checkFormats, checkLength, checkRange, checkWritten, isOnPlain, lengthOver } from "../formats.ts";
import { convert, gatherRows } from "./kernels/convert.ts";
import { fill, gather, scatter } from "./kernels/gather.ts";
import { map } from "./kernels/map.ts";
import { matmul } from "./kernels/matmul.ts";
import { argmax, reduce } from "./kernels/reduce.ts";
import { bytesOf, hostNumbers, infoOf, isPlain, numbersOf } from "../../layout/dtype.ts";
import { blockOf, CpuStorage, inProgram, memoryOver } from "./storage.ts";

/** What a backend can do whose memory the program reaches. */
type Reachable = Backend & Required<Pick<Backend, "readSync" | "bytes" | "adopt">>;

/** TypeScript on typed arrays. Its numbers can be read at once. */
export const cpu: Reachable = {
  name: "cpu",
  allocate(dtype, length) {
    if (isPlain(dtype)) return new CpuStorage(cpu, dtype, numbersOf(dtype, length));
    checkLength("cpu: a storage", dtype, length);
    return new CpuStorage(cpu, dtype, new Uint8Array(bytesOf(dtype, length)));
  },
  free: (storage) => ownOf(storage).free(),
  donate: (storage) => ownOf(storage).donated(),
  write(storage, numbers, start = 0) {
    const { dtype, memory } = inProgram(storage);
    checkWritten("cpu: a write", storage, start, numbers.length);
    if (memory instanceof Uint8Array) infoOf(dtype).encode!(numbers, memory, start);
    else memory.set(numbers, start);
  },
  read: async (storage, start, end) => cpu.readSync(storage, start, end),
  readSync(storage, start, end) {
    const { dtype, memory } = inProgram(storage);
    checkRange("cpu: a read", storage, start, end);
    return memory instanceof Uint8Array ? hostNumbers(dtype, memory, start, end - start) : memory.slice(start, end);
  },
  bytes: (storage) => inProgram(storage).bytes,
  adopt(dtype, bytes) {
    const length = lengthOver("cpu: adopt", dtype, bytes);
    return new CpuStorage(cpu, dtype, memoryOver(dtype, { buffer: bytes.buffer, start: bytes.byteOffset, length }));
  },
  accumulator: () => "float64",
  run,
  supports: (fused) => Object.hasOwn(fusedKernels, fused),
  synchronize: async () => {},
};

function ownOf(storage: Storage): CpuStorage {
  if (storage instanceof CpuStorage) return storage;
  throw new TypeError(`cpu: a storage on ${storage.backend.name} is not its own`);
}

function run(kernel: Kernel): void {
  if (!isOnPlain(kernel)) return runOnFormats(kernel);
  switch (kernel.kind) {
    case "map": return map(kernel.name, kernel.inputs, kernel.output);
    case "reduce": return reduce(kernel.name, kernel.input, kernel.output);
    case "argmax": return argmax(kernel.input, kernel.output);
    case "matmul": return matmul(kernel.left, kernel.right, kernel.output);
    case "gather": return gather(kernel.input, kernel.indices, kernel.output);
    case "scatter": return scatter(kernel.input, kernel.indices, kernel.output);
    case "fill": return fill(kernel.value, kernel.output);
    case "fused": {
      const loop = fusedKernels[kernel.name];
      if (!loop) throw new TypeError(`cpu: no fused kernel is named ${kernel.name}`);
      return loop(kernel.inputs.map(blockOf), kernel.outputs.map(blockOf), kernel.parameters);
    }
    default: return kernel satisfies never;
  }
}

/** The kernels that read storage formats. */
function runOnFormats(kernel: Kernel): void {
  checkFormats("cpu", kernel);
  if (kernel.kind === "map") convert(kernel.inputs[0]!, kernel.output);
  if (kernel.kind === "fill") convert(kernel.value, kernel.output);
  if (kernel.kind === "gather") gatherRows(kernel.input, kernel.indices, kernel.output);
}
//# sourceMappingURL=../../.maps/backends/cpu/cpu.ts.map
