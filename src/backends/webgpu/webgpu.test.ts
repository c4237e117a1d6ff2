// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
import { afterAll, expect, test } from "vitest";
import { casesFor, deviation } from "../conformance/conformance.ts";
import { openWebGpu } from "./open.ts";

const device = await openWebGpu();
afterAll(() => device.close());

test("the device does what the CPU does, on every case", async () => {
  const wrong: string[] = [];
  for (const each of casesFor(device)) {
    const off = await deviation(device, each);
    if (!(off <= each.tolerance)) wrong.push(`${each.name}: off by ${off}`);
  }
  expect(wrong).toEqual([]);
});
//# sourceMappingURL=../../.maps/backends/webgpu/webgpu.test.ts.map
