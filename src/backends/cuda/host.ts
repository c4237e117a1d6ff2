// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/** What the device has no kernel for: copied to the host, done by the CPU, and copied back. */
import type { Kernel, Storage } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { CpuStorage } from "../cpu/storage.ts";
import { withViews } from "../views.ts";
import type { CudaDevice } from "./addon.ts";
import { ownOf } from "./storage.ts";

/** Runs a kernel on the CPU, on copies of whole storages. */
export function runOnHost(kernel: Kernel, device: CudaDevice): void {
  const copies = new Map<Storage, CpuStorage>();
  const copyOf = (storage: Storage): CpuStorage => {
    const known = copies.get(storage);
    if (known) return known;
    const copy = cpu.allocate(storage.dtype, storage.length) as CpuStorage;
    device.copyOut(ownOf(storage).address, copy.memory);
    copies.set(storage, copy);
    return copy;
  };
  cpu.run(withViews(kernel, ({ storage, shape, strides, offset }) => ({ storage: copyOf(storage), shape, strides, offset })));
  const outputs = kernel.kind === "fused" ? kernel.outputs : [kernel.output];
  for (const { storage } of outputs) device.copyIn(ownOf(storage).address, copyOf(storage).memory);
}
//# sourceMappingURL=../../.maps/backends/cuda/host.ts.map
