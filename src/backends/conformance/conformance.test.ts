// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import type { Backend } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { fusedKernels } from "../cpu/fused.ts";
import { dtypes } from "../../layout/dtype.ts";
import { sizeOf } from "../../layout/shape.ts";
import { full, mean, sum, zeros } from "../../tensor-core.ts";
import { Pool } from "../../tensor/pool.ts";
import { casesFor, deviation } from "./conformance.ts";
import { hiddenBackend } from "./hidden.ts";
import { storageFaults } from "./storages.ts";

const all = Object.keys(fusedKernels);
const backends: readonly (readonly [string, () => Backend])[] = [
  ["the CPU itself, whatever was in its memory,", () => cpu],
  ["a pool on the CPU", () => new Pool(cpu)],
  ["a hidden backend", () => hiddenBackend()],
  ["a hidden backend with fused kernels", () => hiddenBackend(all)],
  ["a pool on a hidden backend", () => new Pool(hiddenBackend(all))],
];

describe.each(backends)("%s does what the CPU does", (_, make) => {
  test("on every case", async () => {
    const backend = make();
    const wrong: string[] = [];
    for (const each of casesFor(backend)) {
      const off = await deviation(backend, each);
      if (!(off <= each.tolerance)) wrong.push(`${each.name}: off by ${off}`);
    }
    expect(wrong).toEqual([]);
  });

  test("with storages of every dtype", async () => {
    expect(await storageFaults(make())).toEqual([]);
  });
});

test("the suite finds a backend that writes to the beginning, whatever is said", async () => {
  const atStart: Backend = { ...cpu, name: "at its start", write: (storage, numbers) => cpu.write(storage, numbers) };
  const found = (await storageFaults(atStart)).map((fault) => fault.split(" gives")[0]);
  for (const [dtype, { blockLength }] of Object.entries(dtypes)) expect(found).toContain(`${dtype}: a write from ${blockLength === 1 ? 5 : blockLength} on`);
});

test("the suite has a case for every fused kernel", () => {
  const names = new Set(casesFor(cpu).map(({ name }) => name.split(" ")[0]));
  expect(all.filter((name) => !names.has(name))).toEqual([]);
});

test("the suite finds a kernel that is wrong", async () => {
  const broken: Backend = { ...cpu, name: "broken", run: (kernel) => cpu.run(kernel.kind === "map" && kernel.name === "maximum" ? { ...kernel, name: "minimum" } : kernel) };
  const found = [];
  for (const each of casesFor(broken)) if ((await deviation(broken, each)) > each.tolerance) found.push(each.name.split(" ")[0]);
  expect(new Set(found)).toEqual(new Set(["maximum"]));
});

test("the suite finds a kernel that writes nothing where there is nothing to read", async () => {
  const lazy: Backend = { ...cpu, name: "lazy", run: (kernel) => (kernel.kind === "reduce" && sizeOf(kernel.input.shape) === 0 ? undefined : cpu.run(kernel)) };
  const found = [];
  for (const each of casesFor(lazy)) if ((await deviation(lazy, each)) > each.tolerance) found.push(each.name);
  const overNothing = /^sum of \w+ (?:\[0, 4\] over 0|\[3, 0\] over (?:0, )?1|\[0, 0\] over 0, 1),/;
  expect(found).toEqual(casesFor(cpu).map(({ name }) => name).filter((name) => overNothing.test(name)));
  expect(found).toHaveLength(3 * 5 * 3);
});

test.each(backends)("on %s a sum over nothing is 0 in memory that held sevens, and a mean over nothing is NaN", async (_, make) => {
  const pool = new Pool(make());
  for (const dtype of ["float32", "float64", "int32"] as const) {
    for (const [shape, axes, size] of [[[0], 0, 1], [[0, 4], 0, 4], [[3, 0], 1, 3], [[3, 0, 2], 1, 6], [[0, 4], [0, 1], 1]] as const) {
      const of = zeros(shape, { backend: pool, dtype });
      pool.release(full([size], 7, { backend: pool, dtype }));
      const before = pool.reservedBytes;
      expect([...(await sum(of, axes).data())]).toEqual(new Array(size).fill(0));
      expect(pool.reservedBytes).toBe(before);
      if (dtype !== "int32") expect([...(await mean(of, axes).data())]).toEqual(new Array(size).fill(NaN));
    }
  }
});
//# sourceMappingURL=../../.maps/backends/conformance/conformance.test.ts.map
