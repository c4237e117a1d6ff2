// Tangled from book/interlude-b-the-processor/05-threads.md. Edit the book, then: npm run tangle
import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { Kernel, View } from "../backend.ts";
import { casesFor, deviation } from "../conformance/conformance.ts";
import { permuted, rowMajor, expanded, type Layout } from "../../layout/layout.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { loadAddon, type NativePath } from "./addon.ts";
import { nativeBackend } from "./native.ts";

const addon = loadAddon()!;
const paths: readonly (readonly [string, NativePath])[] = addon.paths.map((path) => [path.name, path]);
const two = addon.paths[0]!.inThreads(2, 1);

type Made = (layout: Layout) => View;
const turned = (rows: number, columns: number): Layout => permuted(rowMajor([1, columns, rows]), [0, 2, 1]);
const product = (a: Layout, b: Layout) => (make: Made, output: View): Kernel => ({ kind: "matmul", left: make(a), right: make(b), output });

/** Kernels with the shape of their output. */
const kernels: Readonly<Record<string, readonly [readonly number[], (make: Made, output: View) => Kernel]>> = {
  "a product": [[1, 150, 170], product(rowMajor([1, 150, 1000]), rowMajor([1, 1000, 170]))],
  "a product NT": [[1, 65, 900], product(rowMajor([1, 65, 40]), turned(40, 900))],
  "a product TN": [[1, 700, 33], product(turned(700, 70), rowMajor([1, 70, 33]))],
  "a product of one row": [[1, 1, 600], product(rowMajor([1, 1, 800]), rowMajor([1, 800, 600]))],
  "a product of one column": [[1, 800, 1], product(rowMajor([1, 800, 600]), rowMajor([1, 600, 1]))],
  "an exponential": [[70001], (make, output) => ({ kind: "map", name: "exp", inputs: [make(rowMajor([70001]))], output })],
  "a bias that is added": [[300, 257], (make, output) => ({ kind: "map", name: "add", inputs: [make(rowMajor([300, 257])), make(expanded(rowMajor([257]), [300, 257]))], output })],
  "two long rows": [[2, 9001], (make, output) => ({ kind: "map", name: "multiply", inputs: [make(rowMajor([2, 9001])), 3], output })],
  "the sum of a long row": [[1], (make, output) => ({ kind: "reduce", name: "sum", input: make(rowMajor([300_001])), output: { ...output, shape: [300_001], strides: [0] } })],
  "sums of rows": [[500, 1], (make, output) => ({ kind: "reduce", name: "sum", input: make(rowMajor([500, 301])), output: { ...output, shape: [500, 301], strides: [1, 0] } })],
  "sums of columns": [[301], (make, output) => ({ kind: "reduce", name: "sum", input: make(rowMajor([500, 301])), output: { ...output, shape: [500, 301], strides: [0, 1] } })],
  "maxima of rows": [[500, 1], (make, output) => ({ kind: "reduce", name: "max", input: make(rowMajor([500, 301])), output: { ...output, shape: [500, 301], strides: [1, 0] } })],
  "maxima of columns": [[301], (make, output) => ({ kind: "reduce", name: "max", input: make(rowMajor([500, 301])), output: { ...output, shape: [500, 301], strides: [0, 1] } })],
};

/** The bits of the outcome of a kernel on a path. */
function bitsOn(path: NativePath, name: string): Uint32Array {
  const [on, random] = [nativeBackend(addon, path), randomFrom(1851)];
  const [shape, kernel] = kernels[name]!;
  const make = (layout: Layout, filled = true): View => {
    const length = layout.shape.reduce((last, count, axis) => last + (count - 1) * layout.strides[axis]!, 1);
    const storage = on.allocate("float32", length);
    if (filled) on.write(storage, Float32Array.from({ length }, () => random.uniform() - 0.5));
    return { storage, ...layout };
  };
  const output = make(rowMajor(shape), false);
  on.run(kernel(make, output));
  return new Uint32Array(Float32Array.from(on.readSync(output.storage, 0, output.storage.length)).buffer);
}

/** Kinds of operands of the fused kernels, the output last: rows, columns, one number, indices, one double for each row or two; and their parameters. */
const fusedOperands: Readonly<Record<string, readonly [string, readonly number[]]>> = {
  softmax: ["rr", []], softmaxBackward: ["rrr", []], logSoftmax: ["rr", []], logSoftmaxBackward: ["rrr", []],
  logSumExp: ["ri1", [-1]], crossEntropy: ["ri1n", [-1, 9]], crossEntropyBackward: ["ri1nr", [-1, 9]],
  statistics: ["r2", [1e-5]], layerNorm: ["rcc2r", []], layerNormBackward: ["rrc2r", []], gainBackward: ["rr2c", []],
  rmsNorm: ["rcr", [1e-5]], rmsNormBackward: ["rrcr", [1e-5]], runningSum: ["rr", []],
};

/** The bits of the outcome of a fused kernel on a path. */
function fusedBits(path: NativePath, name: string, { kinds, parameters, rows, d }: { readonly kinds: string; readonly parameters: readonly number[]; readonly rows: number; readonly d: number }): Uint8Array {
  const [on, random] = [nativeBackend(addon, path), randomFrom(1851)];
  const views = [...kinds].map((kind): View => {
    const shape = { r: [rows, d], c: [d], n: [1], i: [rows], 1: [rows], 2: [rows, 2] }[kind]!;
    const storage = on.allocate(kind === "i" ? "int32" : kind === "1" || kind === "2" ? "float64" : "float32", shape.reduce((product, each) => product * each, 1));
    on.write(storage, Float64Array.from({ length: storage.length }, () => (kind === "i" ? Math.floor(random.uniform() * d) : kind === "1" || kind === "2" ? 1 + random.uniform() : random.uniform() - 0.5)));
    return { storage, ...rowMajor(shape) };
  });
  const output = views.at(-1)!;
  on.run({ kind: "fused", name, inputs: views.slice(0, -1), outputs: [output], parameters });
  return new Uint8Array(on.readSync(output.storage, 0, output.storage.length).buffer);
}

describe.each(paths)("on the path %s", (_, path) => {
  test.each(Object.keys(kernels))("%s has the same bits for each number of threads", (name) => {
    const alone = bitsOn(path, name);
    for (const threads of [1, 2, 3, 4]) {
      const bits = bitsOn(path.inThreads(threads, 1), name);
      expect(bits.findIndex((each, i) => each !== alone[i])).toBe(-1);
    }
  });

  test.each(Object.entries(fusedOperands))("the fused kernel %s has the same bits for each number of threads", (name, [kinds, parameters]) => {
    for (const [rows, d] of [[301, 257], [3, 1500], [1000, 7]] as const) {
      const [alone, ...others] = [1, 2, 3, 4].map((threads) => fusedBits(path.inThreads(threads, 1), name, { kinds, parameters, rows, d }));
      for (const bits of others) expect(bits.findIndex((each, i) => each !== alone![i])).toBe(-1);
    }
  });

  test.each([2, 3])("%i threads do what the CPU does, if even the smallest kernels are split", async (threads) => {
    const backend = nativeBackend(addon, path.inThreads(threads, 1));
    const wrong: string[] = [];
    for (const each of casesFor(backend)) {
      const off = await deviation(backend, each);
      if (!(off <= each.tolerance)) wrong.push(`${each.name}: off by ${off}`);
    }
    expect(wrong).toEqual([]);
  });
});

test("no increment is lost", () => {
  // a race does not lose in each run
  expect([1, 2, 3, 4, 5, 6].every(() => two.count(1e7, 0) === 2e7)).toBe(true);
});

test("threads that slept do their part", () => {
  for (const gap of [0, 1e-5, 1e-3, 1e-2]) expect(addon.paths[0]!.inThreads(4, 1).forkJoin(gap)).toBeGreaterThan(0);
});

test("a path in threads is made once, and says how many there are", () => {
  expect([addon.paths[0]!.threads, two.threads, two.inThreads(3, 1).threads, two.inThreads(1, 1).threads]).toEqual([1, 2, 3, 1]);
});

test("a number of threads that cannot be, and an experiment on one thread, are errors", () => {
  for (const threads of [0, 1.5, 65, NaN]) expect(() => two.inThreads(threads, 1)).toThrow(new RangeError("native: threads are a whole number from 1 to 64, for kernels of 1 number or more"));
  expect(() => addon.paths[0]!.forkJoin(0)).toThrow(new RangeError("native: this path has one thread"));
  expect(() => two.count(1, 3 as 8)).toThrow(new RangeError("native: counters are 0, 8 or 128 bytes apart"));
});

const using = `const path = require(${JSON.stringify(globalThis.bookBuild?.("native.node"))}).paths[0].inThreads(3, 1); path.forkJoin(0);`;
const inWorker = (then: string) => `const { Worker } = require("node:worker_threads"); const worker = new Worker(${JSON.stringify(`${using} require("node:worker_threads").parentPort.postMessage(0);`)} + ${JSON.stringify(then)}, { eval: true });`;
test.each([
  ["ends by itself", using],
  ["is ended", `${using} process.exit(0);`],
  ["ends after its threads have fallen asleep", `${using} setTimeout(() => {}, 50);`],
  ["has a worker that ends", `${using} ${inWorker("")}`],
  ["ends a worker", `${inWorker("setInterval(() => {}, 1000);")} worker.on("message", () => worker.terminate());`],
])("a process that %s leaves no thread behind", (_, program) => {
  expect(execFileSync(process.execPath, ["-e", program], { encoding: "utf8", timeout: 20_000 })).toBe("");
});
//# sourceMappingURL=../../.maps/backends/native/threads.test.ts.map
