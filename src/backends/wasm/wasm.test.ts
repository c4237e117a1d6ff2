// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { casesFor, deviation } from "../conformance/conformance.ts";
import { storageFaults } from "../conformance/storages.ts";
import { cpu } from "../cpu/cpu.ts";
import type { Backend } from "../backend.ts";
import { rowMajor } from "../../layout/layout.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { Pool } from "../../tensor/pool.ts";
import { asTensor, gradient, matmul, mean, multiply, normal, tanh, variable } from "../../tensor-core.ts";
import { wasmBackend } from "./wasm.ts";

const backend = wasmBackend();

describe.each([["the tile of this machine", () => backend], ["a tile without fused multiply-adds", () => wasmBackend({ tile: { rows: 4, vectors: 2, fused: false } })], ["a pool", () => new Pool(backend)], ["two threads", () => wasmBackend({ threads: 2, smallest: 1 })]] as const)("with %s", (_, make) => {
  test("it does what the CPU does on every case", async () => {
    const one = make();
    const wrong: string[] = [];
    for (const each of casesFor(one)) {
      const off = await deviation(one, each);
      if (!(off <= each.tolerance)) wrong.push(`${each.name}: off by ${off}, not ${each.tolerance}`);
    }
    expect([...wrong, ...(await storageFaults(one))]).toEqual([]);
  });
});

/** The product of random matrices on a backend. */
function product(on: Backend, { batch, m, k, n }: { readonly batch: number; readonly m: number; readonly k: number; readonly n: number }, seed: number): Float32Array {
  const random = randomFrom(seed);
  const view = (...shape: readonly [number, number, number]) => {
    const storage = on.allocate("float32", shape[0] * shape[1] * shape[2]);
    on.write(storage, Float32Array.from({ length: storage.length }, () => random.uniform() - 0.5));
    return { storage, ...rowMajor(shape) };
  };
  const [left, right, output] = [view(batch, m, k), view(batch, k, n), view(batch, m, n)];
  on.run({ kind: "matmul", left, right, output });
  const numbers = on.readSync!(output.storage, 0, output.storage.length) as Float32Array;
  for (const { storage } of [left, right, output]) on.free(storage);
  return numbers;
}

const far = (found: Float32Array, expected: Float32Array) => expected.reduce((most, each, i) => Math.max(most, Math.abs(found[i]! - each)), 0);

test("products of all sizes, whole tiles or not, are right to k units of the last place", () => {
  const size = fc.record({ batch: fc.integer({ min: 1, max: 2 }), m: fc.integer({ min: 1, max: 20 }), k: fc.integer({ min: 1, max: 300 }), n: fc.integer({ min: 1, max: 40 }) });
  fc.assert(fc.property(size, fc.integer(), (sizes, seed) => {
    // products are below 1/4 and their sums below k/4
    expect(far(product(backend, sizes, seed), product(cpu, sizes, seed))).toBeLessThanOrEqual((sizes.k * sizes.k * 2 ** -24) / 4);
  }), { numRuns: 60 });
});

test("products that need several blocks, in both directions", () => {
  const sizes = { batch: 1, m: 5, k: 600, n: 2100 };
  expect(far(product(backend, sizes, 1), product(cpu, sizes, 1))).toBeLessThan(1e-4);
});

/** The largest error of a function on a grid, in units of the last place of the exact result. */
function ulps(name: "exp" | "tanh", exact: (x: number) => number, [from, to]: readonly [number, number]): number {
  const x = Float32Array.from({ length: 200_001 }, (_, i) => from + ((to - from) * i) / 200_000);
  const [input, output] = [x, x].map((numbers) => asTensor(numbers, { backend }));
  backend.run({ kind: "map", name, inputs: [input!], output: output! });
  return (output!.dataSync() as Float32Array).reduce((most, found, i) => {
    const right = exact(x[i]!);
    const unit = 2 ** Math.max(-149, Math.floor(Math.log2(Math.abs(right) || 2 ** -149)) - 23);
    return Math.max(most, Math.abs(found - right) / unit);
  }, 0);
}

test("exp and tanh are right to 2 units in the last place, down to results that are subnormal", () => {
  expect(ulps("exp", Math.exp, [-103, 88.7])).toBeLessThan(2);
  expect(ulps("exp", Math.exp, [-1, 1])).toBeLessThan(2);
  expect(ulps("tanh", Math.tanh, [-10, 10])).toBeLessThan(3);
  expect(ulps("tanh", Math.tanh, [-0.6, 0.6])).toBeLessThan(3);
});

test("a network on it has the gradients that it has on the CPU", () => {
  const gradientOn = (on: Backend) => {
    const random = randomFrom(7);
    const pool = new Pool(on);
    const options = { backend: pool };
    const [x, w] = [normal(random, [17, 33], options), variable(normal(random, [33, 9], options))];
    const y = tanh(matmul(x, w));
    return gradient(mean(multiply(y, y)), [w])[0]!.dataSync() as Float32Array;
  };
  expect(far(gradientOn(backend), gradientOn(cpu))).toBeLessThan(1e-7);
});

test("a storage keeps its numbers when the memory grows", () => {
  const one = wasmBackend();
  const small = one.allocate("float32", 3);
  one.write(small, Float32Array.of(1, 2, 3));
  const large = one.allocate("float64", 1e6);
  one.write(large, new Float64Array(1e6).fill(4));
  expect([...one.readSync(small, 0, 3)]).toEqual([1, 2, 3]);
  expect(one.readSync(large, 999_999, 1e6)[0]).toBe(4);
});

test("what is not there is an error with a name", () => {
  const one = wasmBackend({ mostPages: 64 });
  const storage = one.allocate("float32", 4);
  const view = { storage, ...rowMajor([4]) };
  expect(() => one.write(storage, new Float32Array(5))).toThrow(new RangeError("wasm: a write of places 0 to 5 in a storage of 4 numbers (float32)"));
  expect(() => one.readSync(storage, 2, 5)).toThrow(new RangeError("wasm: a read of places 2 to 5 in a storage of 4 numbers (float32)"));
  expect(() => one.run({ kind: "fill", value: 0, output: { ...view, offset: 1 } })).toThrow(new RangeError("wasm: a view of places 1 to 4 leaves its storage of 4 numbers"));
  expect(() => one.run({ kind: "fill", value: 0, output: { ...view, strides: [-1] } })).toThrow(new RangeError("wasm: a view of places -3 to 0 leaves its storage of 4 numbers"));
  expect(() => one.allocate("float32", 1e7)).toThrow(/^wasm: no room, \d+ bytes are needed of at most 4194304; a scope releases tensors at its end$/);
  expect(() => one.free(cpu.allocate("float32", 1))).toThrow(new TypeError("wasm: a storage on cpu is not its own"));
  expect(() => one.free(wasmBackend().allocate("float32", 1))).toThrow(new TypeError("wasm: a storage on wasm is not its own"));
  const heir = one.donate(storage);
  expect(() => one.readSync(storage, 0, 1)).toThrow(new RangeError("wasm: the 4 numbers (float32) were freed or donated"));
  one.free(heir);
  expect(() => one.free(heir)).toThrow(new RangeError("wasm: the 4 numbers (float32) were freed or donated"));
});

test("without WebAssembly it says why it does not work", () => {
  const here = globalThis.WebAssembly;
  try {
    Reflect.deleteProperty(globalThis, "WebAssembly");
    expect(() => wasmBackend()).toThrow(new Error("the wasm backend does not work here because this engine has no WebAssembly"));
  } finally {
    Object.defineProperty(globalThis, "WebAssembly", { value: here, configurable: true, writable: true });
  }
});
//# sourceMappingURL=../../.maps/backends/wasm/wasm.test.ts.map
