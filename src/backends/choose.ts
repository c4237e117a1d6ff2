// Tangled from book/interlude-c-the-graphics-processor/05-a-training-step-on-the-device.md. Edit the book, then: npm run tangle
/** Backends by name. */
import type { Backend } from "./backend.ts";
import { cpu } from "./cpu/cpu.ts";
// Import the backends to choose from
import { loadAddon } from "./native/addon.ts";
import { onCores } from "./native/cores.ts";
import { nativeBackend } from "./native/native.ts";
import { whyNot } from "./wasm/features.ts";
import { threadsHere } from "./wasm/threads.ts";
import { wasmBackend } from "./wasm/wasm.ts";
import { without } from "./without.ts";
import { attendingInBlocks } from "./attention-in-blocks.ts";
// Import the devices to choose from
import { blockingConnection } from "./webgpu/blocking.ts";
import { webGpuBackend } from "./webgpu/webgpu.ts";
import { openDevice } from "./cuda/addon.ts";
import { cudaBackend } from "./cuda/cuda.ts";

// List the makers of backends
/** Makers of backends, the best first. Each gives a backend, or in words why there is none here. */
const makers = {
  // Backends, the best first
  native() {
    const addon = loadAddon();
    return addon ? nativeBackend(addon, onCores(addon)) : "native.node was not built; `npm run doctor` says what that takes, `npm run build` builds it";
  },
  // its primitives have vectors, and loops in TypeScript have none
  wasm: () => whyNot() ?? ["adamw", "attentionBackward"].reduce((backend, name) => without(name, backend), attendingInBlocks(wasmBackend({ threads: threadsHere() }))),
  cpu: () => cpu,
} satisfies Readonly<Record<string, () => Backend | string>>;

// List the makers of backends on devices
/**
 * Makers of backends on devices. They are chosen by their names alone:
 * to open a device takes time, and a small model gains nothing there.
 */
const devices = {
  // Devices
  webgpu() {
    try {
      return webGpuBackend(blockingConnection());
    } catch (mistake) {
      return (mistake as Error).message;
    }
  },
  cuda() {
    const device = openDevice();
    return typeof device === "string" ? device : cudaBackend(device);
  },
} satisfies Readonly<Record<string, () => Backend | string>>;

/** The name of a backend. */
export type BackendName = keyof typeof makers;
/** The name of a backend on a device. */
export type DeviceName = keyof typeof devices;

/** The names of the backends on the processor, the best first. */
export const backendNames = Object.keys(makers) as readonly BackendName[];
/** The names of the backends on devices. */
export const deviceNames = Object.keys(devices) as readonly DeviceName[];

const made = new Map<BackendName | DeviceName, Backend | string>();

/** The backend of that name, always the same one; in words why there is none here. */
export function backendOrReason(name: BackendName | DeviceName): Backend | string {
  const found = made.get(name) ?? { ...makers, ...devices }[name]();
  made.set(name, found);
  return found;
}

/**
 * The backend of that name, or for `auto` the best that works here on the processor; its own name says which. Throws `RangeError` for
 * another name, and `Error` with the reason where the backend is not available.
 */
export function backend(name: string): Backend {
  // Look a backend up by its name
  if (name === "auto") return backendNames.map(backendOrReason).find((each) => typeof each !== "string") ?? cpu;
  const names = [...backendNames, ...deviceNames];
  const known = names.find((each) => each === name);
  if (known === undefined) throw new RangeError(`backend: there is no ${JSON.stringify(name)}; there are auto, ${names.join(", ")}`);
  const found = backendOrReason(known);
  if (typeof found === "string") throw new Error(`backend: ${known} is not available here: ${found}`);
  return found;
}
//# sourceMappingURL=../.maps/backends/choose.ts.map
