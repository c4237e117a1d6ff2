// Tangled from book/interlude-b-the-processor/06-command-buffers.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Kernel, MapName, Storage, View } from "../backend.ts";
import { casesFor, deviation } from "../conformance/conformance.ts";
import { storageFaults } from "../conformance/storages.ts";
import { cpu } from "../cpu/cpu.ts";
import { rowMajor } from "../../layout/layout.ts";
import { Pool } from "../../tensor/pool.ts";
import { add, asTensor, multiply, normal, sum, tanh } from "../../tensor-core.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { loadAddon } from "./addon.ts";
import { deferredBackend, type DeferredBackend } from "./deferred.ts";
import { nativeBackend, type NativeBackend } from "./native.ts";

const addon = loadAddon()!;
const [SLOTS, LENGTH] = [5, 48];

/** A step of a random program: what is done, with which of the storages, and a number. */
interface Step {
  readonly what: "map" | "scalar" | "scalars" | "reduce" | "matmul" | "cpu" | "fill" | "write" | "read" | "renew" | "donate" | "beyond" | "freed";
  readonly slots: readonly [number, number, number];
  readonly name: MapName;
  readonly value: number;
  readonly offset: number;
}

const steps = fc.array(fc.record<Step>({
  what: fc.constantFrom("map", "map", "scalar", "scalars", "reduce", "matmul", "cpu", "fill", "write", "read", "renew", "donate", "beyond", "freed"),
  slots: fc.tuple(fc.nat(SLOTS - 1), fc.nat(SLOTS - 1), fc.nat(SLOTS - 1)),
  name: fc.constantFrom("add", "subtract", "multiply", "maximum", "less"),
  value: fc.float({ min: -2, max: 2, noNaN: true }),
  offset: fc.nat(8),
}), { minLength: 20, maxLength: 120 });

const bitsOf = (numbers: ArrayLike<number>) => [...new Int32Array(Float32Array.from(numbers).buffer)];

/** Takes the steps, and returns all that the program sees on the way and at the end, to the bit. */
function seenOn(on: NativeBackend | Pool, program: readonly Step[]): readonly unknown[] {
  const random = randomFrom(1851);
  const fresh = (): Storage => {
    const storage = on.allocate("float32", LENGTH);
    on.write(storage, Float32Array.from({ length: LENGTH }, () => random.uniform() - 0.5));
    return storage;
  };
  const storages = Array.from({ length: SLOTS }, fresh);
  const seen: unknown[] = [];
  const read = (storage: Storage) => seen.push(bitsOf(on.readSync!(storage, 0, LENGTH)));
  for (const step of program) {
    try {
      take(on, storages, { ...step, fresh, read });
    } catch (mistake) {
      seen.push((mistake as Error).message.replace(on.name, "it"));
    }
  }
  storages.forEach(read);
  return seen;
}

function take(on: NativeBackend | Pool, storages: Storage[], { what, slots: [i, j, k], name, value, offset, fresh, read }: Step & { readonly fresh: () => Storage; readonly read: (storage: Storage) => void }): void {
  const row = (slot: number, from = 0): View => ({ storage: storages[slot]!, shape: [LENGTH - 8], strides: [1], offset: from });
  const matrix = (slot: number, rows: number, columns: number): View => ({ storage: storages[slot]!, ...rowMajor([1, rows, columns]) });
  const run = (kernel: Kernel) => on.run(kernel);
  switch (what) {
    case "map": return run({ kind: "map", name, inputs: [row(i, offset), row(j)], output: row(k) });
    case "scalar": return run({ kind: "map", name, inputs: [row(i), value], output: row(k, offset) });
    case "scalars": return run({ kind: "map", name, inputs: [value, offset], output: row(k) });
    case "reduce": return run({ kind: "reduce", name: "sum", input: row(i, offset), output: { storage: storages[k]!, shape: [LENGTH - 8], strides: [0], offset } });
    case "matmul": return i === k || j === k ? undefined : run({ kind: "matmul", left: matrix(i, 5, 7), right: matrix(j, 7, 6), output: matrix(k, 5, 6) });
    case "cpu": return run({ kind: "map", name: "sin", inputs: [row(i, offset)], output: row(k) });
    case "fill": return run({ kind: "fill", value, output: row(k, offset) });
    case "write": return on.write(storages[k]!, new Float32Array(LENGTH).fill(value));
    case "read": return read(storages[i]!);
    case "renew": {
      on.free(storages[k]!);
      storages[k] = fresh();
      return;
    }
    case "donate": {
      storages[k] = on.donate(storages[k]!);
      return;
    }
    case "beyond": return run({ kind: "map", name, inputs: [value, row(j)], output: row(k, 9) });
    case "freed": {
      const gone = on.allocate("float32", LENGTH);
      on.free(gone);
      return run({ kind: "map", name, inputs: [{ ...row(i), storage: gone }, row(j)], output: row(k) });
    }
  }
}

describe.each([
  ["a buffer that is often full", { length: 64 }],
  ["a buffer that may hold few bytes", { bytes: 1000 }],
  ["a buffer of the usual size", {}],
])("%s", (_, options) => {
  test("random programs see the same numbers and mistakes, bit by bit, as when each kernel runs at once", () => {
    fc.assert(fc.property(steps, (program) => {
      expect(seenOn(deferredBackend(addon, addon.paths[0], options), program)).toEqual(seenOn(nativeBackend(addon), program));
    }), { numRuns: 60 });
  });

  test("and in a pool, where the memory of a freed storage is used again", () => {
    fc.assert(fc.property(steps, (program) => {
      expect(seenOn(new Pool(deferredBackend(addon, addon.paths[0], options)), program)).toEqual(seenOn(new Pool(nativeBackend(addon)), program));
    }), { numRuns: 30 });
  });

  test("it does what the CPU does", async () => {
    const backend = deferredBackend(addon, addon.paths[0], options);
    const wrong: string[] = [];
    for (const each of casesFor(backend)) {
      const off = await deviation(backend, each);
      if (!(off <= each.tolerance)) wrong.push(`${each.name}: off by ${off}`);
    }
    expect([...wrong, ...(await storageFaults(backend))]).toEqual([]);
  });
});

const tensors = (backend: DeferredBackend) => {
  const random = randomFrom(1851);
  return [normal(random, [40], { backend }), normal(random, [40], { backend })] as const;
};

test("scalar operands keep their places until the kernels run", () => {
  const backend = deferredBackend(addon);
  const x = asTensor([1, 2, 3], { backend });
  const products = [10, 100, 1000].map((factor) => multiply(x, factor));
  expect(products.map((each) => each.toArray())).toEqual([[10, 20, 30], [100, 200, 300], [1000, 2000, 3000]]);
});

test("what waits runs in one call, and reading what no kernel waits for runs nothing", () => {
  const backend = deferredBackend(addon);
  const [x, y] = tensors(backend);
  const other = asTensor([7, 8], { backend });
  const z = multiply(add(x, y), add(x, 3));
  expect([other.toArray(), backend.commands.calls]).toEqual([[7, 8], 0]);
  z.toArray();
  expect(backend.commands.calls).toBe(1);
});

test("memory that nobody holds but a command stays until it has run", () => {
  const backend = deferredBackend(addon);
  const [x, y] = tensors(backend);
  const expected = sum(add(x, y)).item();
  const results = Array.from({ length: 200 }, () => sum(add(x, y)));
  // enough garbage for the collector to come
  for (let i = 0; i < 400; i++) new Float32Array(2 ** 17).fill(i);
  expect(new Set(results.map((each) => each.item()))).toEqual(new Set([expected]));
});

test("synchronize runs what waits", async () => {
  const backend = deferredBackend(addon);
  const [x, y] = tensors(backend);
  add(x, y);
  expect(backend.commands.isEmpty).toBe(false);
  await backend.synchronize();
  expect([backend.commands.isEmpty, backend.commands.calls]).toEqual([true, 1]);
});

describe.each([["that is often full", { length: 64 }], ["of the usual size", {}]])("a recording in a buffer %s", (_, options) => {
  test("computes again what the function computes, on new numbers", () => {
    const backend = deferredBackend(addon, addon.paths[0], options);
    const [x, y] = tensors(backend);
    // a function that C has not, a sum, and numbers
    const work = () => sum(multiply(tanh(add(multiply(x, 3), y)), add(x, 0.25)));
    const { result, replay, onCpu } = backend.commands.record(work);
    for (let trial = 0; trial < 20; trial++) {
      backend.write(x.storage, Float32Array.from({ length: 40 }, (_, i) => Math.fround(Math.cos(trial + i))));
      // other work between the replays does not disturb it
      const expected = work().item();
      for (let i = 0; i < 20; i++) multiply(y, i);
      replay();
      expect(result.item()).toBe(expected);
    }
    expect(onCpu).toBe(0);
  });

  test("keeps kernels of the CPU in their places", () => {
    const backend = deferredBackend(addon, addon.paths[0], options);
    const [x] = tensors(backend);
    const sine = { storage: backend.allocate("float32", 40), ...rowMajor([40]) };
    const { result, replay, calls, onCpu } = backend.commands.record(() => {
      const twice = multiply(x, 2);
      backend.run({ kind: "map", name: "sin", inputs: [twice], output: sine });
      backend.free(sine.storage);
      return twice;
    });
    backend.write(x.storage, new Float32Array(40).fill(0.5));
    replay();
    expect([calls, onCpu, result.toArray()]).toEqual([1, 1, new Array<number>(40).fill(1)]);
  });
});

test("after a mistake in a recording what was asked for before it is done, and another recording can begin", () => {
  const backend = deferredBackend(addon);
  const [x, y] = tensors(backend);
  let z = x;
  expect(() => backend.commands.record(() => {
    z = add(x, y);
    throw new Error("a mistake");
  })).toThrow("a mistake");
  expect(z.toArray()).toEqual(add(x, y).toArray());
  expect(backend.commands.record(() => add(x, y)).calls).toBe(1);
});

test("a recording in a recording and a promise are refused", () => {
  const { commands } = deferredBackend(addon);
  expect(() => commands.record(() => commands.record(() => 1))).toThrow(new Error("record: a recording is under way"));
  expect(() => commands.record(async () => 1)).toThrow(new TypeError("record: the function must not return a promise"));
});

test("a storage of another backend is refused by name", () => {
  const backend = deferredBackend(addon);
  expect(() => backend.write(cpu.allocate("float32", 3), new Float32Array(3))).toThrow("native: a storage on cpu is not its own");
});
//# sourceMappingURL=../../.maps/backends/native/commands.test.ts.map
