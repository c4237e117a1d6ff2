// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** Where WebGPU comes from: the page has it, and Node has it by the package `webgpu`. */

/** What keeps the implementation alive. Dawn ends the process when what `create` returned is collected while its devices are in use. */
let kept: GPU | undefined;

/** The address of the package’s module in Node; undefined where it is not installed. */
export function packageAddress(): string | undefined {
  const { createRequire } = process.getBuiltinModule("node:module");
  const { pathToFileURL } = process.getBuiltinModule("node:url");
  try {
    return pathToFileURL(createRequire(import.meta.url).resolve("webgpu")).href;
  } catch {
    return undefined;
  }
}

/** WebGPU itself. Throws `Error` with the reason where there is none. */
export async function gpuHere(): Promise<GPU> {
  const { navigator } = globalThis as { readonly navigator?: { readonly gpu?: GPU } };
  if (navigator?.gpu) return navigator.gpu;
  if (globalThis.process?.getBuiltinModule === undefined) throw new Error("this browser has no WebGPU");
  const address = packageAddress();
  if (address === undefined) throw new Error("the package `webgpu` is not installed");
  const { create } = (await import(/* @vite-ignore */ address)) as { readonly create: (flags: readonly string[]) => GPU };
  return (kept ??= create([]));
}
//# sourceMappingURL=../../.maps/backends/webgpu/gpu.ts.map
