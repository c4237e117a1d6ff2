// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** The CPU: TypeScript on typed arrays. What is no longer used, the garbage collector finds. */
import type { Backend, Kernel, Storage } from "../backend.ts";
import { fusedKernels } from "./fused.ts";
import { fill, gather, scatter } from "./kernels/gather.ts";
import { map } from "./kernels/map.ts";
import { matmul } from "./kernels/matmul.ts";
import { argmax, reduce } from "./kernels/reduce.ts";
import { numbersOf } from "../../layout/dtype.ts";
import { blockOf, CpuStorage, numbersIn } from "./storage.ts";

/** TypeScript on typed arrays. Its numbers can be read at once. */
export const cpu: Backend & Required<Pick<Backend, "readSync">> = {
  name: "cpu",
  allocate: (dtype, length) => new CpuStorage(cpu, dtype, numbersOf(dtype, length)),
  free: (storage) => ownOf(storage).free(),
  donate: (storage) => ownOf(storage).donated(),
  write: (storage, numbers) => numbersIn(storage).set(numbers),
  read: async (storage, start, end) => cpu.readSync(storage, start, end),
  readSync: (storage, start, end) => numbersIn(storage).slice(start, end),
  run,
  supports: (fused) => Object.hasOwn(fusedKernels, fused),
  synchronize: async () => {},
};

function ownOf(storage: Storage): CpuStorage {
  if (storage instanceof CpuStorage) return storage;
  throw new TypeError(`cpu: a storage on ${storage.backend.name} is not its own`);
}

function run(kernel: Kernel): void {
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
//# sourceMappingURL=../../.maps/backends/cpu/cpu.ts.map
