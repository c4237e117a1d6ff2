// Tangled from book/interlude-a-the-tensor-core/02-one-rule-for-each-operation.md. Edit the book, then: npm run tangle
/** The plain backend: TypeScript on typed arrays. It keeps no books; what is no longer used, the garbage collector finds. */
import { numbersOf, type Backend, type Kernel } from "../backend.ts";
import { fill, gather, scatter } from "./kernels/gather.ts";
import { map } from "./kernels/map.ts";
import { matmul } from "./kernels/matmul.ts";
import { argmax, reduce } from "./kernels/reduce.ts";

/** The backend of every tensor that names no other. */
export const cpu: Backend = {
  name: "plain",
  allocate: (dtype, length) => ({ backend: cpu, dtype, length, data: numbersOf(dtype, length) }),
  run: runPlain,
};

/** Does what a kernel asks for, on storages whose numbers can be reached. */
export function runPlain(kernel: Kernel): void {
  switch (kernel.kind) {
    case "map": return map(kernel.name, kernel.inputs, kernel.output, kernel.parameter ?? 0);
    case "reduce": return reduce(kernel.name, kernel.input, kernel.output);
    case "argmax": return argmax(kernel.input, kernel.output);
    case "matmul": return matmul(kernel.left, kernel.right, kernel.output);
    case "gather": return gather(kernel.input, kernel.indices, kernel.output);
    case "scatter": return scatter(kernel.input, kernel.indices, kernel.output);
    case "fill": return fill(kernel.value, kernel.output);
    default: return kernel satisfies never;
  }
}
//# sourceMappingURL=../../.maps/backends/cpu/cpu.ts.map
