// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { rowMajor } from "../../layout/layout.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import type { Kernel, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { loadAddon } from "./addon.ts";
import type { NativePath } from "./addon.ts";
import { scratchOfAttention } from "./attention.ts";
import { deferredBackend } from "./deferred.ts";
import { nativeBackend, type NativeBackend } from "./native.ts";

const addon = loadAddon()!;
const sizes = { batch: 3, T: 130, N: 150, d: 20, m: 35 } as const;
const { batch, T, N, d, m } = sizes;
const shapes = { q: [batch, T, d], k: [batch, N, d], v: [batch, N, m], o: [batch, T, m], lse: [batch, T] } as const;

/** Both kernels on the same numbers, and all that they wrote. */
function numbersOf(backend: NativeBackend | typeof cpu, of: Readonly<Record<keyof typeof shapes, readonly number[]>>, parameters: readonly number[]): Float32Array {
  const random = randomFrom(7);
  const on = (shape: readonly number[]): View => {
    const storage = backend.allocate("float32", shape.reduce((one, other) => one * other, 1));
    backend.write(storage, Float32Array.from({ length: storage.length }, () => 2 * random.uniform() - 1));
    return { storage, ...rowMajor(shape) };
  };
  const [q, k, v, o, lse, dO, dQ, dK, dV] = [of.q, of.k, of.v, of.o, of.lse, of.o, of.q, of.k, of.v].map(on) as [View, View, View, View, View, View, View, View, View];
  backend.run({ kind: "fused", name: "attention", inputs: [q, k, v], outputs: [o, lse], parameters });
  backend.run({ kind: "fused", name: "attentionBackward", inputs: [q, k, v, o, lse, dO], outputs: [dQ, dK, dV], parameters });
  return Float32Array.from([o, lse, dQ, dK, dV].flatMap(({ storage }) => [...backend.readSync(storage, 0, storage.length)]));
}

const bitsOf = (native: NativeBackend): readonly number[] => [...new Uint32Array(numbersOf(native, shapes, [0.3, 1, 90]).buffer)];

test.each(addon.paths.map((path) => [path.name, path] as const))("it does what the CPU does where blocks and lines are full, and where a window begins far behind the first key: %s", (_, path: NativePath) => {
  const block = 4 * path.rows;
  const cases = [[2, block, block, 0], [2, block - 1, block - 1, 0], [1, 48, 48, 0], [1, 3, path.columns ** 2 + 70, 5]] as const;
  for (const [batch, T, N, window] of cases) {
    const of = { q: [batch, T, 3], k: [batch, N, 3], v: [batch, N, 2], o: [batch, T, 2], lse: [batch, T] };
    const [ours, theirs] = [nativeBackend(addon, path), cpu].map((backend) => numbersOf(backend, of, [0.7, 1, window]));
    ours!.forEach((each, i) => expect(each).toBeCloseTo(theirs![i]!, 4));
  }
});

test.each(addon.paths.map((path) => [path.name, path] as const))("the bits do not depend on the number of threads, nor on a command buffer: %s", (_, path: NativePath) => {
  const alone = bitsOf(nativeBackend(addon, path));
  for (const threads of [2, 3, 5]) expect(bitsOf(nativeBackend(addon, path.inThreads(threads, 1)))).toEqual(alone);
  expect(bitsOf(deferredBackend(addon, path))).toEqual(alone);
});

test("C does both, and leaves double precision to the CPU", () => {
  const native = deferredBackend(addon);
  const kernelsOnCpu = (dtype: "float32" | "float64") => {
    const on = (shape: readonly number[]): View => ({ storage: native.allocate(dtype, shape.reduce((one, other) => one * other, 1)), ...rowMajor(shape) });
    const [q, k, v, o, lse] = Object.values(shapes).map(on) as [View, View, View, View, View];
    const parameters = [1, 0, 0];
    return native.commands.record(() => {
      native.run({ kind: "fused", name: "attention", inputs: [q, k, v], outputs: [o, lse], parameters });
      native.run({ kind: "fused", name: "attentionBackward", inputs: [q, k, v, o, lse, on(shapes.o)], outputs: [on(shapes.q), on(shapes.k), on(shapes.v)], parameters });
    }).onCpu;
  };
  expect(kernelsOnCpu("float32")).toBe(0);
  expect(kernelsOnCpu("float64")).toBe(2);
});

test("fused kernels that are elementwise, and AdamW, stay C’s", () => {
  const native = deferredBackend(addon);
  const on = (): View => ({ storage: native.allocate("float32", 35), ...rowMajor([5, 7]) });
  const kernels: readonly Kernel[] = [
    { kind: "fused", name: "relu", inputs: [on()], outputs: [on()], parameters: [] },
    { kind: "fused", name: "adamw", inputs: [on(), on(), on(), on()], outputs: [on(), on(), on()], parameters: [0.01, 0.9, 0.999, 1e-8, 0.1, 0.001, 0.01] },
  ];
  expect(native.commands.record(() => kernels.forEach((kernel) => native.run(kernel))).onCpu).toBe(0);
});

test("what has no numbers in one of its sizes is left to the CPU", () => {
  const native = deferredBackend(addon);
  const on = (shape: readonly number[]): View => ({ storage: native.allocate("float32", shape.reduce((one, other) => one * other, 1)), ...rowMajor(shape) });
  for (const empty of [0, 1, 2, 3, 4]) {
    const [batch, T, N, d, m] = [2, 3, 3, 4, 5].with(empty, 0) as [number, number, number, number, number];
    const [q, k, v, o, lse] = [[batch, T, d], [batch, N, d], [batch, N, m], [batch, T, m], [batch, T]].map(on) as [View, View, View, View, View];
    expect(native.commands.record(() => native.run({ kind: "fused", name: "attention", inputs: [q, k, v], outputs: [o, lse], parameters: [1, 0, 0] })).onCpu).toBe(1);
  }
});

test("beside its operands the kernel uses what it packs, on cache lines, and its scores", () => {
  const sizes = { N: 40, d: 5, m: 7 };
  const [rows, columns, queries] = [8, 32, 32];
  // keys and values in micro-panels of 32 columns, queries, rows of weights at a time, and rows of 48 scores
  expect(scratchOfAttention("attention", sizes, { rows, columns })).toBe(64 * 5 + 32 * 40 + queries * (5 + 256 + 48));
  // keys, values and keys by columns; queries, gradients, weights of all keys at a time, both by columns, and two tables of scores
  expect(scratchOfAttention("attentionBackward", sizes, { rows, columns })).toBe(64 * 5 + 64 * 7 + 32 * 40 + queries * (5 + 7 + 296 + 32 + 32 + 48 + 48));
});

describe("an error is", () => {
  const native = nativeBackend(addon);
  const on = (shape: readonly number[]): View => ({ storage: native.allocate("float32", shape.reduce((one, other) => one * other, 1)), ...rowMajor(shape) });
  const views = () => Object.values(shapes).map(on);
  const attend = (all: readonly View[], causal = 0): Kernel => ({ kind: "fused", name: "attention", inputs: all.slice(0, 3), outputs: all.slice(3), parameters: [1, causal, 0] });

  test.each([[1, [batch, N, d + 1]], [2, [batch + 1, N, m]], [3, [batch, T, m - 1]], [4, [batch, T + 1]]] as const)("operand %i of another shape", (i, shape) => {
    expect(() => native.run(attend(views().with(i, on(shape))))).toThrow(RangeError);
  });

  test("a missing operand, more queries than positions, and a storage that was released", () => {
    expect(() => native.run(attend(views().slice(0, 4)))).toThrow(new RangeError("native: attention takes 5 operands, not 4"));
    const more = [[1, 4, 2], [1, 3, 2], [1, 3, 2], [1, 4, 2], [1, 4]].map(on);
    expect(() => native.run(attend(more, 1))).toThrow(new RangeError("native: attention of 4 queries for 3 positions"));
    const all = views();
    native.free(all[4]!.storage);
    expect(() => native.run(attend(all))).toThrow(new RangeError(`storage: the ${batch * T} numbers (float32) were freed or donated`));
  });
});
//# sourceMappingURL=../../.maps/backends/native/attention.test.ts.map
