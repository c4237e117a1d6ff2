// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/** What the kernels take of a multiprocessor, as the assembler of CUDA 13.0 says. */
import type { KernelName } from "./kernels.ts";

/** Registers of a thread, and bytes of static shared memory of a block. */
export type Resources = readonly [registers: number, sharedBytes: number];

/** For the architectures that the kernels were assembled for. No kernel keeps a register in memory. */
export const resources: Readonly<Record<"sm_80" | "sm_90a", Readonly<Record<KernelName, Resources>>>> = {
  sm_80: {
    map: [26, 0], fill: [8, 0], reduce_rows: [29, 256], reduce_columns: [31, 1024],
    argmax: [24, 0], gather: [22, 0], sort_keys: [16, 0], sort_far: [12, 0], sort_near: [32, 8192], scatter: [19, 0], product_64: [106, 8448],
    product_128: [156, 16640], round_bf16: [32, 4224], product_bf16: [122, 40960], softmax: [18, 256],
    softmax_backward: [14, 128], log_softmax: [13, 256], log_softmax_backward: [14, 128], log_sum_exp: [24, 256],
    cross_entropy: [15, 128], cross_entropy_backward: [20, 0], statistics: [25, 128], layer_norm: [19, 0],
    layer_norm_backward: [22, 128], gain_backward: [32, 1024], rms_norm: [17, 128], rms_norm_backward: [19, 128],
    rotary: [20, 0], adamw: [20, 0], attention: [48, 0], attention_backward_q: [48, 0], attention_backward_kv: [48, 0],
  },
  sm_90a: {
    map: [26, 0], fill: [10, 0], reduce_rows: [30, 256], reduce_columns: [30, 1024],
    argmax: [24, 0], gather: [26, 0], sort_keys: [16, 0], sort_far: [14, 0], sort_near: [32, 8192], scatter: [20, 0], product_64: [100, 8448],
    product_128: [127, 16640], round_bf16: [32, 4224], product_bf16: [122, 40960], softmax: [22, 256],
    softmax_backward: [14, 128], log_softmax: [21, 256], log_softmax_backward: [14, 128], log_sum_exp: [24, 256],
    cross_entropy: [19, 128], cross_entropy_backward: [20, 0], statistics: [25, 128], layer_norm: [22, 0],
    layer_norm_backward: [24, 128], gain_backward: [32, 1024], rms_norm: [16, 128], rms_norm_backward: [19, 128],
    rotary: [20, 0], adamw: [22, 0], attention: [40, 0], attention_backward_q: [47, 0], attention_backward_kv: [48, 0],
  },
};
//# sourceMappingURL=../../.maps/backends/cuda/resources.ts.map
