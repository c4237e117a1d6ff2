// Tangled from book/interlude-c-the-graphics-processor/04-fused-kernels-on-the-device.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { casesFor, deviation, type Case } from "../conformance/conformance.ts";
import { fusedKernels } from "../cpu/fused.ts";
import { connect } from "./executor.ts";
import { fusedLaunches } from "./fused.ts";
import { gpuHere } from "./gpu.ts";
import { threadsFor } from "./kernels/rows.ts";
import { webGpuBackend } from "./webgpu.ts";

const connection = await connect(await gpuHere());

// with the threads and tiles of a graphics processor, whose barriers are slow here, so without the largest cases; what this adapter chooses is tried with all other kernels
test("the fused kernels of a graphics processor do what the CPU does", async () => {
  const device = webGpuBackend({ ...connection, adapter: { ...connection.adapter, isSoftware: false, subgroup: 0 } });
  const wrong: string[] = [];
  const isTried = ({ name, inputs }: Case) => name.endsWith("of float32") && Object.hasOwn(fusedLaunches, name.split(" ")[0]!) && inputs.every(({ numbers }) => numbers.length < 2500);
  for (const each of casesFor(device).filter(isTried)) {
    const off = await deviation(device, each);
    if (!(off <= each.tolerance)) wrong.push(`${each.name}: off by ${off}`);
  }
  expect(wrong).toEqual([]);
  device.close();
});

test("every fused kernel of the CPU but one is there, and no other", () => {
  expect(Object.keys(fusedKernels).filter((name) => !Object.hasOwn(fusedLaunches, name))).toEqual(["runningSum"]);
  expect(Object.keys(fusedLaunches).filter((name) => !Object.hasOwn(fusedKernels, name))).toEqual([]);
});

test.each([
  [true, 8, 50_257, "subgroup", 8], [true, 0, 64, "workgroup", 8],
  [false, 32, 1024, "subgroup", 32], [false, 32, 1025, "workgroup", 128], [false, 0, 64, "workgroup", 128],
] as const)("software %s, subgroups of %d, rows of %d: a %s of %d", (isSoftware, subgroup, d, how, count) => {
  expect(threadsFor(d, { ...connection.adapter, isSoftware, subgroup })).toEqual({ how, count });
});
//# sourceMappingURL=../../.maps/backends/webgpu/fused.test.ts.map
