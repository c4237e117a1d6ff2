// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { wrongElements } from "../conformance/integer-products.ts";
import { openWebGpu } from "./open.ts";

test("the kernel of the adapter multiplies integers exactly", async () => {
  const device = await openWebGpu();
  for (const shape of [[1, 1, 1], [3, 4, 5], [65, 130, 33], [2, 5000, 3]] as const) expect(await wrongElements(device, shape)).toBe(0);
  device.close();
});
//# sourceMappingURL=../../.maps/backends/webgpu/integer-products.test.ts.map
