// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** The fused kernels of the WebGPU backend, by name. */
// Import the fused kernels of the device
// each by the section that writes it
import type { DeviceQueue } from "./queue.ts";
import type { Operand } from "./storage.ts";
import type { Adapter } from "./commands.ts";

/** Writes a fused kernel down. Operands are contiguous; float64 ones hold two words a number. */
export type FusedLaunch = (queue: DeviceQueue, operands: { readonly inputs: readonly Operand[]; readonly outputs: readonly Operand[]; readonly parameters: readonly number[] }, adapter: Adapter) => void;

/** The table of fused kernels. Without one of them, its operation is made of primitives. */
export const fusedLaunches: Readonly<Record<string, FusedLaunch | undefined>> = {
  // Fused kernels of the device
  // each by the section that writes it
};
//# sourceMappingURL=../../.maps/backends/webgpu/fused.ts.map
