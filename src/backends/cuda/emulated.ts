// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/** The emulated device: a driver for tests, whose kernels are compiled for this machine's processor. */
import { openDevice, type CudaDevice } from "./addon.ts";

/** What can be asked and told of the emulated driver. */
export interface Emulation {
  /** The calls since the last reset, a line each: `cuMemAlloc 512`, and for a launch the kernel's name and its threads. */
  readonly log: () => string;
  /** Forgets calls and failures; from now on there are so many bytes of memory, and threads go on in their order or backwards. */
  readonly reset: (bytes: number, backwards: boolean) => void;
  /** The call of a name fails with a result of the driver, after so many of them went well. */
  readonly fail: (call: string, after: number, result: number) => void;
}

/** The bytes of memory that it has when nothing else is said. */
const BYTES = 2 ** 40;

/** The emulated device and what drives it. Throws where they were not built. */
export function emulated({ bytes = BYTES, backwards = false }: { readonly bytes?: number; readonly backwards?: boolean } = {}): { readonly device: CudaDevice; readonly emulation: Emulation } {
  const library = globalThis.bookBuild?.("emulated-cuda.node");
  if (library === undefined) throw new Error("cuda: emulated-cuda.node was not built");
  const { createRequire } = process.getBuiltinModule("node:module");
  const emulation = createRequire(library)(library) as Emulation;
  emulation.reset(bytes, backwards);
  const device = openDevice(library, "// its kernels are compiled into the driver");
  if (typeof device === "string") throw new Error(`cuda: ${device}`);
  return { device, emulation };
}
//# sourceMappingURL=../../.maps/backends/cuda/emulated.ts.map
