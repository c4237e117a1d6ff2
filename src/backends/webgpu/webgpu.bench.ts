// Tangled from book/interlude-c-the-graphics-processor/04-fused-kernels-on-the-device.md. Edit the book, then: npm run tangle
import { bench, describe } from "vitest";
import { rowMajor } from "../../layout/layout.ts";
import { sizeOf } from "../../layout/shape.ts";
import type { Kernel, View } from "../backend.ts";
import { matmulSteps, launchProduct } from "./kernels/product.ts";
import { openWebGpu } from "./open.ts";
import { operandOf } from "./storage.ts";

const device = await openWebGpu();
const { isSoftware } = device.adapter;
console.log(`the adapter is ${device.adapter.name}`);
// enough for a graphics processor, or for a processor in its place
const [side, rows, width, repeats] = isSoftware ? [256, 1024, 256, 1] : [4096, 8192, 4096, 10];

function filled(...shape: readonly number[]): View {
  const storage = device.allocate("float32", sizeOf(shape));
  device.write(storage, Float32Array.from({ length: storage.length }, (_, i) => ((i * 7919) % 97) / 97 - 0.5));
  return { storage, ...rowMajor(shape) };
}

/** So many runs of a kernel, up to the end of the last. */
const timed = (name: string, run: () => void): void => bench(`${name}, ${repeats} times`, async () => {
  for (let i = 0; i < repeats; i++) run();
  await device.synchronize();
}, { time: 500, warmupTime: 100 });

const [a, b, c] = [filled(1, side, side), filled(1, side, side), filled(1, side, side)];
describe(`product of ${side} × ${side}`, () => {
  const operands = { left: operandOf(device, a), right: operandOf(device, b), output: operandOf(device, c) };
  for (const step of matmulSteps(device.adapter)) timed(step.name, () => launchProduct(device.queue, step, operands));
  timed("the kernel of this adapter", () => device.run({ kind: "matmul", left: a, right: b, output: c }));
});

const [x, y, gain] = [filled(rows, width), filled(rows, width), filled(width)];
const [means, squares, moved] = [filled(rows, width), filled(rows, width), [filled(rows, width), filled(rows, width), filled(rows, width)]];
const fused = (name: string, inputs: readonly View[], outputs: readonly View[], ...parameters: readonly number[]): Kernel => ({ kind: "fused", name, inputs, outputs, parameters });
const kernels: Readonly<Record<string, Kernel>> = {
  copy: { kind: "map", name: "copy", inputs: [x], output: y },
  softmax: fused("softmax", [x], [y]),
  RMSNorm: fused("rmsNorm", [x, gain], [y], 1e-5),
  GELU: fused("gelu", [x], [y]),
  AdamW: fused("adamw", [x, y, means, squares], moved, 1e-3, 0.9, 0.999, 1e-8, 0.1, 1e-3, 0.01),
};
describe(`kernels on ${rows} rows of ${width}`, () => {
  for (const [name, kernel] of Object.entries(kernels)) timed(name, () => device.run(kernel));
});
//# sourceMappingURL=../../.maps/backends/webgpu/webgpu.bench.ts.map
