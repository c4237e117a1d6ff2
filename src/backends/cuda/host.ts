// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/** What the device has no kernel for: copied to the host, done by the CPU, and copied back. */
import type { Kernel, Storage } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { CpuStorage } from "../cpu/storage.ts";
import { withViews } from "../views.ts";
import type { Numbers } from "../../layout/dtype.ts";

/** How the numbers of a whole storage come to the host and go back. */
export interface Copies {
  read(storage: Storage): Numbers;
  write(storage: Storage, numbers: Numbers): void;
}

/** Runs a kernel on the CPU, on copies. */
export function runOnHost(kernel: Kernel, { read, write }: Copies): void {
  const copies = new Map<Storage, CpuStorage>();
  const copyOf = (storage: Storage): CpuStorage => {
    const copy = copies.get(storage) ?? new CpuStorage(cpu, storage.dtype, read(storage));
    copies.set(storage, copy);
    return copy;
  };
  cpu.run(withViews(kernel, ({ storage, shape, strides, offset }) => ({ storage: copyOf(storage), shape, strides, offset })));
  const outputs = kernel.kind === "fused" ? kernel.outputs : [kernel.output];
  for (const { storage } of outputs) write(storage, copyOf(storage).data);
}
//# sourceMappingURL=../../.maps/backends/cuda/host.ts.map
