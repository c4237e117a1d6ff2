// Tangled from book/interlude-c-the-graphics-processor/index.md. Edit the book, then: npm run tangle
/** The roofline of a device, measured. */
import { rowMajor } from "../../layout/layout.ts";
import { sizeOf, type Shape } from "../../layout/shape.ts";
import { tallOf, wideOf } from "../../gpu/tile.ts";
import type { View } from "../backend.ts";
import { matmulSteps, launchProduct, type TiledKernel } from "./kernels/product.ts";
import type { Program } from "./program.ts";
import { operandOf } from "./storage.ts";
import type { WebGpuBackend } from "./webgpu.ts";

/** A product by one kernel: FLOPs for each byte that its tiles read, and GFLOP/s. */
export interface MeasuredProduct {
  readonly name: string;
  readonly intensity: number;
  readonly speed: number;
}

/** The limits of a device, in GFLOP/s and GB/s, and its products. */
export interface Roofline {
  readonly peak: number;
  readonly bandwidth: number;
  readonly products: readonly MeasuredProduct[];
}

// Measure the roofline of a device
/** Measures a device: its limits, and the kernels of a product of square matrices. */
export async function measureRoofline(device: WebGpuBackend, side: number): Promise<Roofline> {
  const peak = await peakOf(device);
  const bandwidth = await bandwidthOf(device);
  const views = [0, 1, 2].map(() => filled(device, [1, side, side]));
  const [left, right, output] = views.map((view) => operandOf(device, view));
  const products: MeasuredProduct[] = [];
  for (const { name, ...kernel } of matmulSteps(device.adapter)) {
    const seconds = await secondsOn(device, () => launchProduct(device.queue, kernel, { left: left!, right: right!, output: output! }));
    products.push({ name, intensity: intensityOf(kernel), speed: (2 * side ** 3) / seconds / 1e9 });
  }
  for (const { storage } of views) device.free(storage);
  return { peak, bandwidth, products };
}

/** FLOPs for each byte that the kernel’s tiles read: those in shared memory, those of a thread, or rows of a thread and columns of its subgroup. */
export function intensityOf({ program, tile }: TiledKernel): number {
  const shared = "depth" in tile;
  const a = shared ? tallOf(tile) : tile.rows;
  const b = shared ? wideOf(tile) : program.enables === "subgroups" ? wideOf(tile) : tile.columns;
  return (a * b) / (2 * (a + b));
}

const CHAINS = 4;
const chains = Array.from({ length: CHAINS }, (_, i) => `x${i}`);

/** Independent chains of multiply-adds on vectors of four, in registers. */
const multiplyAdds: Program = {
  name: "independent multiply-adds",
  operands: { sums: "f32" },
  written: 1,
  numbers: { times: "u32", factor: "f32", term: "f32" },
  source: /* wgsl */ `
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let factor = vec4f(sizes.factor);
  let term = vec4f(sizes.term);
  ${chains.map((x, i) => `var ${x} = vec4f(f32(id.x) + ${i}.0);`).join("\n  ")}
  for (var time = 0u; time < sizes.times; time++) {
    ${chains.map((x) => `${x} = fma(${x}, factor, term);`).join("\n    ")}
  }
  let x = ${chains.join(" + ")};
  sums[id.x] = x.x + x.y + x.z + x.w;
}
`,
};

/** GFLOP/s of multiply-adds that wait for no memory. */
async function peakOf(device: WebGpuBackend): Promise<number> {
  const [threads, times] = device.adapter.isSoftware ? [2 ** 10, 2 ** 10] : [2 ** 17, 2 ** 11];
  const view = filled(device, [threads]);
  const { id } = operandOf(device, view);
  const seconds = await secondsOn(device, () => device.queue.launch(multiplyAdds, [id], { threads, of: 64, numbers: [times, 0.999, 1e-3] }));
  device.free(view.storage);
  return (threads * times * CHAINS * 4 * 2) / seconds / 1e9;
}

/** GB/s of a copy, both ways counted, between arrays of 64 MiB on a processor and 256 MiB on a GPU, where the kernel can bind so much: caches hold less. */
async function bandwidthOf(device: WebGpuBackend): Promise<number> {
  const { isSoftware, bindingBytes } = device.adapter;
  const length = Math.min(isSoftware ? 2 ** 24 : 2 ** 26, bindingBytes / 4);
  const [x, y] = [0, 1].map((): View => ({ storage: device.allocate("float32", length), ...rowMajor([length]) })) as [View, View];
  device.run({ kind: "fill", value: 0.5, output: x });
  const seconds = await secondsOn(device, () => device.run({ kind: "map", name: "copy", inputs: [x], output: y }));
  for (const { storage } of [x, y]) device.free(storage);
  return (2 * 4 * length) / seconds / 1e9;
}

function filled(device: WebGpuBackend, shape: Shape): View {
  const storage = device.allocate("float32", sizeOf(shape));
  device.write(storage, Float32Array.from({ length: storage.length }, (_, i) => ((i * 7919) % 97) / 97 - 0.5));
  return { storage, ...rowMajor(shape) };
}

/** A measurement goes on until it takes so long: clocks of browsers are coarse. */
const ENOUGH = 0.03;
const MOST = 1024;

/** Seconds of a run on the device, after a first one that compiles its kernels. */
async function secondsOn(device: WebGpuBackend, run: () => void): Promise<number> {
  run();
  await device.synchronize();
  for (let times = 1; ; times *= 4) {
    const start = performance.now();
    for (let i = 0; i < times; i++) run();
    await device.synchronize();
    const seconds = (performance.now() - start) / 1e3;
    if (seconds >= ENOUGH || times >= MOST) return seconds / times;
  }
}
//# sourceMappingURL=../../.maps/backends/webgpu/roofline.ts.map
