// Tangled from book/interlude-c-the-graphics-processor/index.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { matmulSteps } from "./kernels/product.ts";
import { openWebGpu } from "./open.ts";
import { intensityOf, measureRoofline } from "./roofline.ts";

test("the kernels of a product are measured on a device, and its limits", async () => {
  const device = await openWebGpu();
  const { peak, bandwidth, products } = await measureRoofline(device, 32);
  expect(products.map(({ name }) => name)).toEqual(matmulSteps(device.adapter).map(({ name }) => name));
  expect([peak, bandwidth, ...products.map(({ speed }) => speed)].every((each) => each > 0 && Number.isFinite(each))).toBe(true);
  device.close();
});

test("an intensity counts the words that a tile reads for its multiply-adds", async () => {
  const device = await openWebGpu();
  const of = Object.fromEntries(matmulSteps(device.adapter).map(({ name, ...kernel }) => [name, intensityOf(kernel)]));
  device.close();
  expect(of).toMatchObject({ "one element": 1 / 4, "shared, 16 × 16": 4, "shared, 64 × 64": 16, "shared, 128 × 128": 32, "registers, 8 × 64": 2 });
});
//# sourceMappingURL=../../.maps/backends/webgpu/roofline.test.ts.map
