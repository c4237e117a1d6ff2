// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import type { Backend, Kernel } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { loadAddon } from "../native/addon.ts";
import { nativeBackend } from "../native/native.ts";
import { wrongElements } from "./integer-products.ts";

const addon = loadAddon();
const shapes = [[1, 1, 1], [3, 4, 5], [65, 130, 33], [2, 5000, 3]] as const;

test.each(shapes)("the CPU multiplies %d × %d by … × %d exactly", async (...shape) => {
  expect(await wrongElements(cpu, shape)).toBe(0);
});

const why = addon === null ? ": skipped, for the native backend is not built here" : "";
test.skipIf(addon === null).each(shapes)(`the native backend multiplies %d × %d by … × %d exactly${why}`, async (...shape) => {
  expect(await wrongElements(nativeBackend(addon!), shape)).toBe(0);
});

test("a product that misses its last term is wrong in every element", async () => {
  const shorter = (kernel: Kernel): Kernel => {
    if (kernel.kind !== "matmul") return kernel;
    const [, m = 0, k = 0] = kernel.left.shape;
    const n = kernel.right.shape[2] ?? 0;
    return { ...kernel, left: { ...kernel.left, shape: [1, m, k - 1] }, right: { ...kernel.right, shape: [1, k - 1, n] } };
  };
  const broken: Backend = { ...cpu, run: (kernel) => cpu.run(shorter(kernel)) };
  expect(await wrongElements(broken, [3, 5000, 4])).toBe(12);
});
//# sourceMappingURL=../../.maps/backends/conformance/integer-products.test.ts.map
