// Tangled from book/interlude-c-the-graphics-processor/03-tiles-in-shared-memory.md. Edit the book, then: npm run tangle
import { afterAll, describe, expect, test } from "vitest";
import type { View } from "../../backend.ts";
import { cpu } from "../../cpu/cpu.ts";
import { countedProduct } from "../../../gpu/products.ts";
import { tallOf, wideOf, type SharedTile } from "../../../gpu/tile.ts";
import { permuted, rowMajor, type Layout } from "../../../layout/layout.ts";
import { randomFrom } from "../../../random/xoshiro128.ts";
import { openWebGpu } from "../open.ts";
import { operandOf } from "../storage.ts";
import { kernelFor, matmulSteps, launchProduct, type TiledKernel } from "./product.ts";

const device = await openWebGpu();
afterAll(() => device.close());

const random = randomFrom(1851);
const whole = (length: number) => Float32Array.from({ length }, () => Math.floor(7 * random.uniform()) - 3);

/** The product of matrices of whole numbers by a kernel, and that of the CPU: sums of whole numbers are exact in any order. */
async function both(kernelOf: (operands: Parameters<typeof launchProduct>[2]) => TiledKernel, left: Layout, right: Layout) {
  const [batch, m, n] = [left.shape[0]!, left.shape[1]!, right.shape[2]!];
  const numbers = [left, right].map(({ shape, offset }) => whole(offset + shape.reduce((product, length) => product * length, 1)));
  const on = (backend: typeof cpu | typeof device, layout: Layout, data: Float32Array): View => {
    const storage = backend.allocate("float32", data.length);
    backend.write(storage, data);
    return { storage, ...layout };
  };
  const output = rowMajor([batch, m, n]);
  const [expected, found] = [cpu, device].map((backend) => [on(backend, left, numbers[0]!), on(backend, right, numbers[1]!), on(backend, output, new Float32Array(batch * m * n).fill(77))] as const);
  cpu.run({ kind: "matmul", left: expected![0], right: expected![1], output: expected![2] });
  const operands = { left: operandOf(device, found![0]), right: operandOf(device, found![1]), output: operandOf(device, found![2]) };
  launchProduct(device.queue, kernelOf(operands), operands);
  return { found: await device.read(found![2].storage, 0, batch * m * n), expected: await cpu.read(expected![2].storage, 0, batch * m * n) };
}

const sizes = [[1, 1, 1, 1], [2, 9, 5, 11], [1, 130, 17, 131], [1, 64, 64, 64]] as const;

test("every kernel of a product multiplies as the CPU does", async () => {
  for (const step of matmulSteps(device.adapter)) {
    for (const [batch, m, k, n] of sizes) {
      const { found, expected } = await both(() => step, rowMajor([batch, m, k]), rowMajor([batch, k, n]));
      expect(found, `${step.name}, ${m} × ${k} × ${n}`).toEqual(expected);
    }
  }
});

const hardware = { ...device.adapter, isSoftware: false };

describe.each([["this adapter", device.adapter], ["one without subgroups", { ...device.adapter, subgroup: 0 }], ["a graphics processor", hardware]])("the kernel for %s", (_, adapter) => {
  test.each(sizes)("multiplies transposed operands with an offset: batch %d, %d × %d × %d", async (batch, m, k, n) => {
    const left = { ...permuted(rowMajor([batch, k, m]), [0, 2, 1]), offset: 3 };
    const right = { ...permuted(rowMajor([batch, n, k]), [0, 2, 1]), offset: 1 };
    const { found, expected } = await both((operands) => kernelFor(operands, adapter), left, right);
    expect(found).toEqual(expected);
  });
});

test("no shared tile of A has a bank conflict: each access of a warp is one transaction", () => {
  const shared = matmulSteps(device.adapter).flatMap(({ tile }) => ("depth" in tile ? [tile as SharedTile] : []));
  expect(shared.map(({ depth }) => depth)).toEqual([16, 16, 8]);
  for (const tile of shared) {
    const { read, write } = countedProduct({ m: tallOf(tile), k: 2 * tile.depth, n: wideOf(tile) }, tile).traffic.tileA!;
    expect([write.transactions, read.transactions]).toEqual([write.instructions, read.instructions]);
  }
});

test("a graphics processor gets large tiles where there are enough of them, and none for few rows", () => {
  const operand = (...shape: readonly number[]) => ({ id: 0, dtype: "float32" as const, ...rowMajor(shape) });
  const tileOf = (m: number, n: number) => kernelFor({ left: operand(1, m, 4), right: operand(1, 4, n), output: operand(1, m, n) }, hardware).tile;
  expect(tileOf(2048, 2048)).toMatchObject({ height: 16, width: 16, rows: 8, columns: 8 });
  expect(tileOf(512, 512)).toMatchObject({ height: 16, width: 16, rows: 4, columns: 4 });
  expect(tileOf(3, 512)).toEqual({ height: 1, width: 64, rows: 3, columns: 1 });
});
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/product.test.ts.map
