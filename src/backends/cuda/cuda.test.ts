// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
import { afterEach, describe, expect, test } from "vitest";
import type { View } from "../backend.ts";
import { casesFor, deviation } from "../conformance/conformance.ts";
import { storageFaults } from "../conformance/storages.ts";
import { cpu } from "../cpu/cpu.ts";
import { useBackend } from "../default.ts";
import { permuted, rowMajor } from "../../layout/layout.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { Pool } from "../../tensor/pool.ts";
import { cudaBackend, type CudaBackend } from "./cuda.ts";
import { emulated } from "./emulated.ts";

afterEach(() => useBackend(cpu));

describe.each([
  ["threads in their order", false, (backend: CudaBackend) => backend],
  ["threads backwards", true, (backend: CudaBackend) => backend],
  ["a pool", false, (backend: CudaBackend) => new Pool(backend)],
])("on the emulated device, %s", (_, backwards, within) => {
  test("the kernels do what the CPU does", async () => {
    const backend = within(cudaBackend(emulated({ backwards }).device));
    const wrong: string[] = [];
    for (const each of casesFor(backend)) {
      const off = await deviation(backend, each);
      if (!(off <= each.tolerance)) wrong.push(`${each.name}: off by ${off}`);
    }
    expect([...wrong, ...(await storageFaults(backend))]).toEqual([]);
  });
});

test("of a table in a storage format only the rows that are looked up go to the host", () => {
  const { device, emulation } = emulated();
  const backend = cudaBackend(device);
  const [V, d, picked] = [1000, 64, 3];
  const table: View = { storage: backend.allocate("float16", V * d), ...rowMajor([1, V, d]) };
  backend.write(table.storage, Float32Array.from({ length: V * d }, (_, i) => Math.floor(i / d)));
  const indices: View = { storage: backend.allocate("int32", picked), ...rowMajor([picked]) };
  backend.write(indices.storage, Int32Array.of(7, 999, 7));
  const output: View = { storage: backend.allocate("float32", picked * d), ...rowMajor([1, picked, d]) };
  emulation.reset(2 ** 40, false);
  backend.run({ kind: "gather", input: table, indices, output });
  const read = emulation.log().split("\n").flatMap((line) => (/^cuMemcpyDtoH\w* (\d+)/.exec(line) ?? []).slice(1).map(Number));
  expect(read.reduce((sum, each) => sum + each, 0)).toBe(picked * d * (2 + 4));
  expect([...backend.onHost]).toEqual([["copy", 1]]);
  expect([...backend.readSync(output.storage, 0, picked * d)]).toEqual([7, 999, 7].flatMap((row) => new Array<number>(d).fill(row)));
});

test("the gradient of an embedding is that of the CPU, for more indices than one block sorts, and one that comes often", () => {
  const backend = cudaBackend(emulated().device);
  for (const [picked, length] of [[1, 3], [700, 11], [1024, 5], [3000, 40], [5000, 7000]] as const) {
    const numbers = Int32Array.from({ length: picked }, () => (random.uniform() < 0.3 ? 2 : Math.floor(random.uniform() * length)));
    const dX = drawn(3 * picked);
    const found = [cpu, backend].map((on) => {
      const [indices, gradients, table] = [on.allocate("int32", picked), on.allocate("float32", 3 * picked), on.allocate("float32", 3 * length)];
      on.write(indices, numbers);
      on.write(gradients, dX);
      on.run({ kind: "fused", name: "embeddingBackward", inputs: [{ storage: gradients, ...rowMajor([picked, 3]) }, { storage: indices, ...rowMajor([picked]) }], outputs: [{ storage: table, ...rowMajor([length, 3]) }], parameters: [] });
      return on.readSync(table, 0, 3 * length);
    });
    found[0]!.forEach((each, i) => expect(Math.abs(found[1]![i]! - each)).toBeLessThan(2e-4));
  }
  expect([...backend.onHost.keys()]).toEqual([]);
});

test("a product of more rows than a grid has blocks along y", () => {
  const backend = cudaBackend(emulated().device);
  const m = 64 * 65535 + 1;
  const [left, right, output] = [filled(backend, new Float32Array(m).fill(3), [1, m, 1]), filled(backend, Float32Array.of(2), [1, 1, 1]), filled(backend, new Float32Array(m), [1, m, 1])];
  backend.run({ kind: "matmul", left, right, output });
  expect([backend.readSync(output.storage, 0, 1)[0], backend.readSync(output.storage, m - 1, m)[0], backend.onHost.size]).toEqual([6, 6, 0]);
});

test("a tile of a product is read when all threads have written it", () => {
  const backend = cudaBackend(emulated().device);
  const [left, right, output] = [[1, 20, 30], [1, 30, 20], [1, 20, 20]].map((shape) => filled(backend, new Float32Array(600).fill(1).subarray(0, shape[1]! * shape[2]!), shape));
  backend.run({ kind: "matmul", left: left!, right: right!, output: output! });
  expect(Math.min(...backend.readSync(output!.storage, 0, 400))).toBe(30);
});

const random = randomFrom(1851);
const drawn = (length: number) => Float32Array.from({ length }, () => random.uniform() - 0.5);

/** A matrix of each in a batch, on a backend. */
function filled(on: CudaBackend, numbers: Float32Array, shape: readonly number[]): View {
  const storage = on.allocate("float32", numbers.length);
  on.write(storage, numbers);
  return { storage, ...rowMajor(shape) };
}

/** The nearest number of bfloat16, by the definition: 8 significant bits. */
function rounded(x: number): number {
  if (x === 0) return x;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(x))) - 7);
  const below = Math.floor(x / unit);
  const rest = x / unit - below;
  return (rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below) * unit;
}

test.each([[1, 1, 1, 1], [1, 16, 8, 16], [2, 129, 131, 33], [3, 5, 140, 64]])("a product of %i × [%i, %i] over %i on tensor cores is that of the rounded factors", (batch, m, n, k) => {
  const backend = cudaBackend(emulated().device, { products: "bfloat16" });
  const [x, y] = [drawn(batch * m * k), drawn(batch * k * n)];
  const left = filled(backend, x, [batch, m, k]);
  for (const isTurned of [false, true]) {
    const turned = filled(backend, y, [batch, n, k]);
    const right: View = isTurned ? { storage: turned.storage, ...permuted(turned, [0, 2, 1]) } : filled(backend, y, [batch, k, n]);
    const output = filled(backend, new Float32Array(batch * m * n).fill(77), [batch, m, n]);
    backend.run({ kind: "matmul", left, right, output });
    const found = backend.readSync(output.storage, 0, batch * m * n);
    let worst = 0;
    for (let each = 0; each < batch; each++) for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) {
      let [sum, size] = [0, 0];
      for (let d = 0; d < k; d++) {
        const of = rounded(x[(each * m + i) * k + d]!) * rounded(y[isTurned ? (each * n + j) * k + d : (each * k + d) * n + j]!);
        sum += of;
        size += Math.abs(of);
      }
      worst = Math.max(worst, Math.abs(found[(each * m + i) * n + j]! - sum) / (size * 2 ** -24));
    }
    // each of k − 1 additions in float32 is off by at most half an ulp of what has been added up
    expect(worst).toBeLessThanOrEqual(k);
  }
});

test("bfloat16 is rounded to the nearest, and to the even one of two", () => {
  const backend = cudaBackend(emulated().device, { products: "bfloat16" });
  const values = [1 + 2 ** -8, 1 + 3 * 2 ** -8, 1 + 2 ** -8 + 2 ** -20, -(1 + 2 ** -8), 1.5, 2 ** 100, 0];
  const left = filled(backend, Float32Array.from(values), [1, values.length, 1]);
  const output = filled(backend, new Float32Array(values.length), [1, values.length, 1]);
  backend.run({ kind: "matmul", left, right: filled(backend, Float32Array.of(1), [1, 1, 1]), output });
  expect(Array.from(backend.readSync(output.storage, 0, values.length))).toEqual([1, 1 + 2 ** -6, 1 + 2 ** -7, -1, 1.5, 2 ** 100, 0]);
});

test("what has no kernel is done by the host, and counted", () => {
  const backend = cudaBackend(emulated().device);
  const [x, y] = [backend.allocate("float64", 3), backend.allocate("float64", 3)];
  backend.write(x, Float64Array.of(1, 4, 9));
  backend.run({ kind: "map", name: "sqrt", inputs: [{ storage: x, ...rowMajor([3]) }], output: { storage: y, ...rowMajor([3]) } });
  expect([Array.from(backend.readSync(y, 0, 3)), [...backend.onHost]]).toEqual([[1, 2, 3], [["sqrt", 1]]]);
});

test("an index beyond its table is told to the next who reads, once", async () => {
  const backend = cudaBackend(emulated().device);
  const table = filled(backend, drawn(12), [1, 4, 3]);
  const output = filled(backend, drawn(6), [1, 2, 3]);
  const indices = backend.allocate("int32", 2);
  const gather = () => backend.run({ kind: "gather", input: table, indices: { storage: indices, ...rowMajor([2]) }, output });
  for (const [wrong, ask] of [[4, async () => backend.readSync(output.storage, 0, 6)], [-1, () => backend.read(output.storage, 0, 6)], [2 ** 30, () => backend.synchronize()]] as const) {
    backend.write(indices, Int32Array.of(1, wrong));
    gather();
    await expect(ask()).rejects.toThrow(new RangeError(`cuda: no index ${wrong} among 4`));
    expect(backend.readSync(output.storage, 3, 6)).toEqual(new Float32Array(3));
  }
});

test("views that leave their storage, other shapes, and storages of others are refused before a kernel sees them", () => {
  const backend = cudaBackend(emulated().device);
  const x = filled(backend, drawn(6), [2, 3]);
  const copy = (input: View, output: View) => () => backend.run({ kind: "map", name: "negative", inputs: [input], output });
  expect(copy({ ...x, offset: 1 }, x)).toThrow(new RangeError("cuda: negative would reach from number 1 to 6 of a storage of 6"));
  expect(copy({ ...x, strides: [-3, 1] }, x)).toThrow(new RangeError("cuda: negative would reach from number -3 to 2 of a storage of 6"));
  expect(copy({ ...x, shape: [3, 2], strides: [2, 1] }, x)).toThrow(new RangeError("cuda: negative takes [2, 3], not [3, 2]"));
  expect(copy({ ...x, storage: cpu.allocate("float32", 6) }, x)).toThrow(new TypeError("cuda: a storage on cpu is not its own"));
  expect(() => backend.allocate("int32", 2 ** 31)).toThrow(new RangeError("cuda: a storage holds at most 2147483647 numbers, for a kernel counts them in an int; 2147483648 are too many"));
  backend.free(x.storage);
  expect(copy(x, x)).toThrow(new RangeError("cuda: the 6 numbers (float32) were freed or donated"));
});
//# sourceMappingURL=../../.maps/backends/cuda/cuda.test.ts.map
