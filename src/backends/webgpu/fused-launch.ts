// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** What a fused kernel of the WebGPU backend is. */
import type { Adapter } from "./commands.ts";
import type { DeviceQueue } from "./queue.ts";
import type { Operand } from "./storage.ts";

/** Writes a fused kernel down. Operands are contiguous; float64 ones hold two words a number. */
export type FusedLaunch = (queue: DeviceQueue, operands: { readonly inputs: readonly Operand[]; readonly outputs: readonly Operand[]; readonly parameters: readonly number[] }, adapter: Adapter) => void;
//# sourceMappingURL=../../.maps/backends/webgpu/fused-launch.ts.map
