// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/** The kernels on the device by their names, and how they are launched. */
import type { CudaDevice } from "./addon.ts";
import { membersOf, packed } from "./arguments.ts";

const reduced = "ppiiii6i6i6ii6i6i";
const product = "pppiiiiiiiiiiiii";
const rows = "ppppppppiiiff";
const backward = "ppppppppppiiiiiif";

/** The members of each kernel's argument, as its struct has them. */
const letters = {
  map: "ppppfffiii6i6i6i6i6i",
  fill: "pii",
  reduce_rows: reduced,
  reduce_columns: reduced,
  argmax: "ppiiii6i6i6i",
  gather: "ppppiiii",
  sort_keys: "pppiii",
  sort_far: "piii",
  sort_near: "pii",
  scatter: "pppiii",
  product_64: product,
  product_128: product,
  round_bf16: "ppiiiiiii",
  product_bf16: "pppiiiiiiii",
  softmax: rows,
  softmax_backward: rows,
  log_softmax: rows,
  log_softmax_backward: rows,
  log_sum_exp: rows,
  cross_entropy: rows,
  cross_entropy_backward: rows,
  statistics: rows,
  layer_norm: rows,
  layer_norm_backward: rows,
  gain_backward: rows,
  rms_norm: rows,
  rms_norm_backward: rows,
  rotary: "pppiiii",
  adamw: "pppppppffffffffi",
  attention: "pppppiiiiiif",
  attention_backward_q: backward,
  attention_backward_kv: backward,
} as const satisfies Readonly<Record<string, string>>;

/** The name of a kernel. */
export type KernelName = keyof typeof letters;

/** The names of all kernels. */
export const kernelNames = Object.keys(letters) as readonly KernelName[];

/** How many blocks of how many threads, and the bytes of their dynamic shared memory. */
export interface Grid {
  readonly blocks: readonly [x: number, y?: number, z?: number];
  readonly threads: number;
  readonly shared?: number;
}

/** A way to launch the kernels of a device. */
export type Launch = (name: KernelName, grid: Grid, ...values: readonly (number | readonly number[])[]) => void;

/** The most dynamic shared memory that a kernel asks for: 48 KiB can be had without asking. */
const MOST_SHARED = 48 * 1024;

/** Finds the kernels on the device, each when it is first launched. */
export function launcherOn(device: CudaDevice): Launch {
  const found = new Map<KernelName, { readonly address: number; readonly members: ReturnType<typeof membersOf> }>();
  return (name, { blocks: [x, y = 1, z = 1], threads, shared = 0 }, ...values) => {
    if (shared > MOST_SHARED) throw new RangeError(`cuda: ${name} would take ${shared} bytes of shared memory, of at most ${MOST_SHARED}`);
    const kernel = found.get(name) ?? { address: device.functionNamed(name, 0)[0], members: membersOf(letters[name]) };
    found.set(name, kernel);
    if (x > 0) device.launch(kernel.address, x, y, z, threads, shared, packed(kernel.members, values.flat()));
  };
}
//# sourceMappingURL=../../.maps/backends/cuda/kernels.ts.map
