// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { bench, describe } from "vitest";
import { rowMajor } from "../../layout/layout.ts";
import { sizeOf } from "../../layout/shape.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import type { Kernel, View } from "../backend.ts";
import { openDevice, type CudaDevice } from "./addon.ts";
import { cudaBackend } from "./cuda.ts";

// the sizes of cuda_speed.py
const [rows, width, side, heads, time, head] = [8192, 4096, 4096, 96, 1024, 64];

const opened = openDevice();
if (typeof opened === "string") throw new Error(opened);
const device: CudaDevice = opened;
const [single, half] = [cudaBackend(device), cudaBackend(device, { products: "bfloat16" })];

const random = randomFrom(1851);
/** Operands are drawn once, and repeated to their length: what they are does not matter to the time. */
const drawn = Float32Array.from({ length: 4099 }, () => random.uniform() - 0.5);
function filled(...shape: readonly number[]): View {
  const storage = single.allocate("float32", sizeOf(shape));
  single.write(storage, Float32Array.from({ length: storage.length }, (_, i) => drawn[i % drawn.length]!));
  return { storage, ...rowMajor(shape) };
}
function doubles(...shape: readonly number[]): View {
  return { storage: single.allocate("float64", sizeOf(shape)), ...rowMajor(shape) };
}

const [x, y, targets] = [filled(rows, width), filled(rows, width), { storage: single.allocate("int32", rows), ...rowMajor([rows]) }];
single.write(targets.storage, Int32Array.from({ length: rows }, (_, i) => (i * 37) % width));
const [moments, moved] = [[filled(rows, width), filled(rows, width), filled(rows, width)], [filled(rows, width), filled(rows, width), filled(rows, width)]] as const;
const [gain, bias, statistics, lse, loss] = [filled(width), filled(width), doubles(rows, 2), doubles(rows), filled(1)];
const [q, k, v, o, sums] = [filled(heads, time, head), filled(heads, time, head), filled(heads, time, head), filled(heads, time, head), filled(heads, time)];
const matmul: Kernel = { kind: "matmul", left: filled(1, side, side), right: filled(1, side, side), output: filled(1, side, side) };
const fused = (name: string, inputs: readonly View[], outputs: readonly View[], ...parameters: readonly number[]): Kernel => ({ kind: "fused", name, inputs, outputs, parameters });

const cases: Readonly<Record<string, () => void>> = {
  copy: () => single.run({ kind: "map", name: "copy", inputs: [x], output: y }),
  softmax: () => single.run(fused("softmax", [x], [y])),
  "layer norm": () => [fused("statistics", [x], [statistics], 1e-5), fused("layerNorm", [x, gain, bias, statistics], [y])].forEach(single.run),
  GELU: () => single.run(fused("gelu", [x], [y])),
  "cross-entropy": () => [fused("logSumExp", [x, targets], [lse], -1), fused("crossEntropy", [x, targets, lse], [loss], -1, rows)].forEach(single.run),
  AdamW: () => single.run(fused("adamw", [x, ...moments], moved, 1e-3, 0.9, 0.999, 1e-8, 0.1, 1e-3, 0.01)),
  attention: () => single.run(fused("attention", [q, k, v], [o, sums], head ** -0.5, 1, 0)),
  "product in float32": () => single.run(matmul),
  "product in bfloat16": () => half.run(matmul),
};

/** Milliseconds of a run: the least of five rounds of twenty, by the clock of the device. */
function milliseconds(run: () => void): number {
  for (let i = 0; i < 3; i++) run();
  return Math.min(...Array.from({ length: 5 }, () => {
    const from = device.mark();
    for (let i = 0; i < 20; i++) run();
    return device.between(from, device.mark()) / 20;
  }));
}

/** PyTorch's seconds by case; null where it is not there, or has no GPU. */
function torch(): { readonly version: string; readonly seconds: Readonly<Record<string, number>> } | null {
  const { status, stdout } = spawnSync("python3", [fileURLToPath(new URL("./cuda_speed.py", import.meta.url))], { encoding: "utf8" });
  return status === 0 ? (JSON.parse(stdout) as NonNullable<ReturnType<typeof torch>>) : null;
}

const peer = torch();
console.log(peer === null ? "skipped: PyTorch is not installed, or finds no GPU" : `beside: PyTorch ${peer.version}`);

/** Reports a time to the benchmark, by a clock that only it moves. */
function reported(name: string, take: () => number): void {
  let clock = 0;
  bench(name, () => void (clock += take()), { now: () => clock, time: 0, iterations: 1, warmupTime: 0, warmupIterations: 0 });
}

describe.each(Object.entries(cases))("%s", (name, run) => {
  reported(`${name}: cuda`, () => milliseconds(run));
  if (peer !== null) reported(`${name}: PyTorch`, () => 1e3 * peer.seconds[name]!);
});
//# sourceMappingURL=../../.maps/backends/cuda/cuda.bench.ts.map
