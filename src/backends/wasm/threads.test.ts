// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { rowMajor } from "../../layout/layout.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { drop, i32, repeat } from "./instructions.ts";
import { threadLoops } from "./kernels/threads.ts";
import { assemble, define, type FunctionSource } from "./module.ts";
import { rangesOf } from "./parts.ts";
import { LinearMemory } from "./storage.ts";
import { Threads, threadsHere, whyOneThread } from "./threads.ts";
import { wasmBackend, type WasmBackend } from "./wasm.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const backends = [1, 2, 3].map((threads) => wasmBackend({ threads, smallest: 1 }));

/** The bits of what a kernel makes of random numbers. */
function bitsOf(on: WasmBackend, run: (view: (...shape: number[]) => { storage: ReturnType<WasmBackend["allocate"]>; shape: readonly number[]; strides: readonly number[]; offset: number }) => ReturnType<typeof view>, view = viewOn(on)): readonly number[] {
  const { storage } = run(view);
  return [...new Uint32Array((on.readSync(storage, 0, storage.length) as Float32Array).buffer)];
}

/** Makes tensors of random numbers, always the same ones. */
function viewOn(on: WasmBackend) {
  const random = randomFrom(1851);
  return (...shape: number[]) => {
    const storage = on.allocate("float32", shape.reduce((product, each) => product * each, 1));
    on.write(storage, Float32Array.from({ length: storage.length }, () => random.uniform() - 0.5));
    return { storage, ...rowMajor(shape) };
  };
}

test("a product has the same bits for each number of threads", async () => {
  await Promise.all(backends.map((each) => each.started()));
  const size = fc.record({ m: fc.integer({ min: 1, max: 70 }), k: fc.integer({ min: 1, max: 600 }), n: fc.integer({ min: 1, max: 90 }) });
  const check = ({ m, k, n }: { readonly m: number; readonly k: number; readonly n: number }) => {
    const [alone, ...others] = backends.map((on) => bitsOf(on, (view) => {
      const [left, right, output] = [view(1, m, k), view(1, k, n), view(1, m, n)];
      on.run({ kind: "matmul", left, right, output });
      return output;
    }));
    for (const bits of others) expect(bits.findIndex((each, i) => each !== alone![i])).toBe(-1);
  };
  fc.assert(fc.property(size, check), { numRuns: 60 });
  for (const sizes of [{ m: 1, k: 700, n: 2100 }, { m: 300, k: 257, n: 1033 }, { m: 1000, k: 3, n: 1 }]) check(sizes);
});

test("an elementwise kernel has the same bits for each number of threads", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2000 }), (n) => {
    const [alone, ...others] = backends.map((on) => bitsOf(on, (view) => {
      const [x, y] = [view(n), view(n)];
      on.run({ kind: "map", name: "exp", inputs: [x], output: y });
      on.run({ kind: "map", name: "multiply", inputs: [x, y], output: y });
      on.run({ kind: "map", name: "add", inputs: [2, y], output: y });
      return y;
    }));
    for (const bits of others) expect(bits).toEqual(alone);
  }));
});

test("ranges are whole units, and together all numbers", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 12 }), (n, unit, most) => {
    const ranges = rangesOf(n, unit, most);
    expect(ranges.length).toBeLessThanOrEqual(most);
    expect(ranges.map(({ first }) => first)).toEqual(ranges.map((_, i) => ranges.slice(0, i).reduce((sum, { count }) => sum + count, 0)));
    expect(ranges.reduce((sum, { count }) => sum + count, 0)).toBe(n);
    expect(ranges.every(({ first }) => first % unit === 0)).toBe(true);
  }));
});

/** A pool whose module has some functions more. */
function poolOf(threads: number, functions: readonly FunctionSource[], change: (module: WebAssembly.Module) => WebAssembly.Module = (module) => module) {
  const memory = new LinearMemory({ mostPages: 32, shared: true });
  const module = new WebAssembly.Module(assemble([...functions, ...threadLoops], { sharedPages: 32 }));
  const loops = new WebAssembly.Instance(module, { host: { memory: memory.memory } }).exports as Record<string, (...numbers: readonly number[]) => void>;
  return { pool: new Threads(threads, { module: change(module), loops, memory }), place: memory.allocator.allocate(64), memory };
}

/** Counts a thread and waits for `all`; then loads from `address`. No two parts of it can be done by one thread. */
const meet = define("meet", { parameters: ["i32", "i32", "i32"] }, ([at, all, address]) => [
  ...drop(i32.atomicAdd(at!.get, i32.const(1))),
  ...repeat([], i32.lessU(i32.atomicLoad(at!.get), all!.get)),
  ...drop(i32.load(address!.get)),
]);

test("every thread does a part, awake or asleep", async () => {
  const { pool, place, memory } = poolOf(3, [meet]);
  await pool.started();
  for (const [round, pause] of [0, 0, 1, 30, 0].entries()) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const all = 3 * (round + 1);
    pool.run("meet", [[place, all, 0], [place, all, 0], [place, all, 0]]);
    expect(new Int32Array(memory.memory.buffer)[place / 4]).toBe(all);
  }
});

test("a kernel that fails on a worker, or on the caller, is an error of the caller, and the pool goes on", async () => {
  const { pool, place } = poolOf(2, [meet]);
  await pool.started();
  expect(() => pool.run("meet", [[place, 2, -8], [place, 2, -8]])).toThrow(new Error("wasm: a kernel failed on a worker: memory access out of bounds"));
  // the caller may take either part
  expect(() => pool.run("meet", [[place, 0, -8]])).toThrow(/^wasm: a kernel failed(?: on a worker)?: memory access out of bounds$/);
  pool.run("meet", [[place, 4, 0], [place, 4, 0]]);
});

test("a worker that cannot start is reported, and the others do its parts", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { pool, place } = poolOf(2, [meet], () => ({}) as WebAssembly.Module);
  pool.run("meet", [[place, 1, 0], [place, 1, 0]]);
  await pool.started();
  expect(warn.mock.calls.flat()).toEqual([expect.stringMatching(/^wasm: a worker did not start, and kernels have one thread less: /)]);
});

test("threads that cannot be are errors with a reason", () => {
  for (const threads of [0, 1.5, 65, NaN]) expect(() => wasmBackend({ threads })).toThrow(new RangeError(`wasm: threads are a whole number from 1 to 64, not ${threads}`));
  expect(whyOneThread()).toBe(undefined);
  expect(threadsHere()).toBeGreaterThan(0);
  vi.stubGlobal("crossOriginIsolated", false);
  expect(threadsHere()).toBe(1);
  expect(() => wasmBackend({ threads: 2 })).toThrow(new Error("wasm: there is one thread because this page is not cross-origin isolated: its server does not send the headers COOP and COEP"));
  vi.stubGlobal("crossOriginIsolated", undefined);
  vi.stubGlobal("SharedArrayBuffer", undefined);
  expect(() => wasmBackend({ threads: 2 })).toThrow(new Error("wasm: there is one thread because this engine has no SharedArrayBuffer"));
  expect(wasmBackend().threads).toBe(1);
});

test.each([
  ["at once", "make();"],
  ["when all threads take part", "make().started();"],
  ["after its threads have fallen asleep", "make().started().then(() => setTimeout(() => {}, 50));"],
  ["by a call", "make().started().then(() => process.exit(0));"],
])("a process with threads ends %s", async (_, program) => {
  const { outputFiles } = await build({ entryPoints: [join(import.meta.dirname, "wasm.ts")], bundle: true, write: false, format: "iife", globalName: "it", platform: "node", logLevel: "silent" });
  const text = `${outputFiles[0]!.text}\nconst make = () => it.wasmBackend({ threads: 3 }); ${program}`;
  expect(execFileSync(process.execPath, ["-e", text], { encoding: "utf8", timeout: 20_000 })).toBe("");
});
//# sourceMappingURL=../../.maps/backends/wasm/threads.test.ts.map
