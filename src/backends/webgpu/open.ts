// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** Opens a device. */
import { connect } from "./executor.ts";
import { gpuHere } from "./gpu.ts";
import { webGpuBackend, type WebGpuBackend } from "./webgpu.ts";

/** A backend on the best adapter here, in Node and in the page. Rejects with the reason where there is none. */
export async function openWebGpu(options: { readonly batch?: number } = {}): Promise<WebGpuBackend> {
  return webGpuBackend(await connect(await gpuHere()), options);
}
//# sourceMappingURL=../../.maps/backends/webgpu/open.ts.map
