// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/** The addon that talks to the driver of an NVIDIA GPU, where it was built. */

declare global {
  /** The path of a native product such as `cuda.node`; undefined where it was not built. The launcher sets it. */
  var bookBuild: ((name: string) => string | undefined) | undefined;
}

/** An opened device and its one stream, in which all work is done in order. Places in its memory are addresses; nothing is checked. */
export interface CudaDevice {
  /** `NVIDIA H100 80GB HBM3` */
  readonly name: string;
  /** The bytes of its memory. */
  readonly bytes: number;
  /** The version of CUDA that its driver knows: 1000 major + 10 minor. */
  readonly driverVersion: number;
  /** The compute capability, major and minor. */
  readonly major: number;
  readonly minor: number;
  readonly multiprocessors: number;
  /** The most bytes of shared memory that a block may have. */
  readonly sharedBytes: number;
  /** The address of the three numbers into which a kernel writes that an index was none. */
  readonly wrongAt: number;
  /** The address of so many bytes. Throws the driver's error, whose `code` is its name. */
  readonly allocate: (bytes: number) => number;
  readonly release: (address: number) => void;
  /** Copies an array to an address; the array may change afterwards. */
  readonly copyIn: (address: number, numbers: ArrayBufferView) => void;
  /** Waits for all work, and copies from an address. */
  readonly copyOut: (address: number, numbers: ArrayBufferView) => void;
  /** So many bytes as they are when the work before is done; nobody waits but the promise. */
  readonly copyOutLater: (address: number, bytes: number) => Promise<Uint8Array<ArrayBuffer>>;
  /** Puts a kernel into the stream: its address, the grid, the threads of a block, bytes of dynamic shared memory, and its argument. */
  readonly launch: (kernel: number, gridX: number, gridY: number, gridZ: number, threads: number, shared: number, argument: Uint8Array) => void;
  /** Waits until all work is done. */
  readonly synchronize: () => void;
  /** A place in the stream, and the milliseconds between two of them; each can be asked once. */
  readonly mark: () => number;
  readonly between: (from: number, to: number) => number;
  /** Loads kernels from PTX, which ends with a zero. */
  readonly load: (text: Uint8Array) => void;
  /** A kernel's address, registers of a thread, and bytes of static shared memory; it may be launched with so many dynamic bytes. */
  readonly functionNamed: (name: string, dynamicBytes: number) => readonly [address: number, registers: number, sharedBytes: number];
  /** The wrong index of a kernel that has ended, and the length of its table, once. */
  readonly takeWrong: () => readonly [index: number, length: number] | undefined;
}

/** What `cuda.node` exports. */
interface CudaAddon {
  /** Opens the first device of the driver in a library. Throws `Error` where there is none. */
  readonly open: (library: string) => CudaDevice;
}

/** The library of the driver, which comes with it. */
const DRIVER = "libcuda.so.1";

/** The first device of the driver in `library`, with the kernels in a text of PTX; in words why there is none here. */
export function openDevice(library: string = DRIVER, ptx = keptKernels()): CudaDevice | string {
  const addon = globalThis.bookBuild?.("cuda.node");
  if (addon === undefined) return "cuda.node was not built; `npm run doctor` says what that takes, `npm run build` builds it";
  if (ptx === null) return "kernels.ptx is not there; `npm run build` makes it where there is nvcc";
  const { createRequire } = process.getBuiltinModule("node:module");
  try {
    const device = (createRequire(addon)(addon) as CudaAddon).open(library);
    if (device.major < 8) return `${device.name} has compute capability ${device.major}.${device.minor}, and the kernels take 8.0`;
    device.load(new TextEncoder().encode(`${ptx}\0`));
    return device;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The PTX of the kernels as it is kept; null where it is not. */
function keptKernels(): string | null {
  const path = globalThis.bookBuild?.("kernels.ptx");
  return path === undefined ? null : forOlderDrivers(process.getBuiltinModule("node:fs").readFileSync(path, "utf8"));
}

// Ask for no newer version of PTX than is used
/** The version of PTX that the kernels need; older drivers refuse newer ones. */
const VERSION = "7.0";

/** The text without hints that are newer than that version. */
export function forOlderDrivers(ptx: string): string {
  return ptx.replace(/^\s*\.pragma "used_bytes_mask .*\n/gm, "")
    .replace(/^\.version .*$/m, `.version ${VERSION}`);
}
//# sourceMappingURL=../../.maps/backends/cuda/addon.ts.map
