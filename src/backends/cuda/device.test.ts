// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { casesFor, deviation } from "../conformance/conformance.ts";
import { storageFaults } from "../conformance/storages.ts";
import { cpu } from "../cpu/cpu.ts";
import { rowMajor } from "../../layout/layout.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { Pool } from "../../tensor/pool.ts";
import { openDevice, type CudaDevice } from "./addon.ts";
import { cudaBackend } from "./cuda.ts";

const opened = openDevice();
const device = (): CudaDevice => {
  if (typeof opened === "string") throw new Error(opened);
  return opened;
};

describe.each([["alone", () => cudaBackend(device())], ["in a pool", () => new Pool(cudaBackend(device()))]])("on the GPU of this machine, %s", (_, make) => {
  test("the kernels do what the CPU does", async () => {
    const backend = make();
    const wrong: string[] = [];
    for (const each of casesFor(backend)) {
      const off = await deviation(backend, each);
      if (!(off <= each.tolerance)) wrong.push(`${each.name}: off by ${off}`);
    }
    expect([...wrong, ...(await storageFaults(backend))]).toEqual([]);
  });
});

test("a large product on tensor cores is that of the CPU within the rounding of the factors, and the same each time", () => {
  const backend = cudaBackend(device(), { products: "bfloat16" });
  const [random, side] = [randomFrom(1851), 300];
  const numbers = [1, 2].map(() => Float32Array.from({ length: side * side }, () => random.uniform()));
  const productOn = (on: Pick<typeof backend, "allocate" | "write" | "run" | "readSync">) => {
    const [left, right, output] = [...numbers, new Float32Array(side * side)].map((each) => {
      const storage = on.allocate("float32", each.length);
      on.write(storage, each);
      return { storage, ...rowMajor([1, side, side]) };
    });
    on.run({ kind: "matmul", left: left!, right: right!, output: output! });
    return on.readSync(output!.storage, 0, side * side);
  };
  const [found, again, expected] = [productOn(backend), productOn(backend), productOn(cpu)];
  // all factors are positive, so the bound of one product is that of their sum
  const off = Math.max(...Array.from(found, (each, i) => Math.abs(each / expected[i]! - 1)));
  expect(off).toBeLessThan(2 * 2 ** -8 + 2 ** -16 + 1e-5);
  expect(off).toBeGreaterThan(0);
  expect(again).toEqual(found);
});
//# sourceMappingURL=../../.maps/backends/cuda/device.test.ts.map
