// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { wrongElements } from "../conformance/integer-products.ts";
import { cudaBackend } from "./cuda.ts";
import { emulated } from "./emulated.ts";

const shapes = [[1, 1, 1], [3, 4, 5], [65, 130, 33], [2, 5000, 3]] as const;

test.each(shapes)("the CUDA kernels multiply %d × %d by … × %d exactly", async (...shape) => {
  expect(await wrongElements(cudaBackend(emulated().device), shape)).toBe(0);
});

test.each(shapes)("the kernel in bfloat16 multiplies %d × %d by … × %d exactly, for factors of 8 bits", async (...shape) => {
  expect(await wrongElements(cudaBackend(emulated().device, { products: "bfloat16" }), shape, 8)).toBe(0);
});

test("integers of more than 8 bits are rounded to bfloat16", async () => {
  expect(await wrongElements(cudaBackend(emulated().device, { products: "bfloat16" }), [65, 130, 33])).toBeGreaterThan(0);
});
//# sourceMappingURL=../../.maps/backends/cuda/integer-products.test.ts.map
