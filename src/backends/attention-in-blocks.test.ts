// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { attendingInBlocks } from "./attention-in-blocks.ts";
import { casesFor, deviation } from "./conformance/conformance.ts";
import { cpu } from "./cpu/cpu.ts";
import { CpuStorage } from "./cpu/storage.ts";
import { wasmBackend } from "./wasm/wasm.ts";

/** A CPU of its own, so that the one of the book stays as it is. */
const another = (): typeof cpu => {
  const own: typeof cpu = { ...cpu, name: "another", allocate: (dtype, length) => new CpuStorage(own, dtype, (cpu.allocate(dtype, length) as CpuStorage).data) };
  return own;
};

describe.each([["a CPU", () => attendingInBlocks(another())], ["WebAssembly", () => attendingInBlocks(wasmBackend())]] as const)("on %s", (_, make) => {
  const backend = make();
  const cases = casesFor(backend).filter(({ name }) => name.startsWith("attention of"));

  test.each(cases.map((trial) => [trial.name, trial] as const))("%s", async (_, trial) => {
    expect(await deviation(backend, trial)).toBeLessThanOrEqual(trial.tolerance);
  });

  test("all cases are there", () => {
    expect(cases).toHaveLength(14);
  });
});

test("what it takes is freed, but for the operands", () => {
  const counted = another();
  const [allocated, freed]: [number[], number[]] = [[], []];
  const { allocate, free } = counted;
  const backend = attendingInBlocks(Object.assign(counted, {
    allocate(dtype: Parameters<typeof allocate>[0], length: number) {
      allocated.push(length);
      return allocate(dtype, length);
    },
    free(storage: Parameters<typeof free>[0]) {
      freed.push(storage.length);
      free(storage);
    },
  }));
  const of = (...shape: number[]) => ({ storage: backend.allocate("float32", shape.reduce((one, other) => one * other, 1)), shape, strides: shape.map((_, axis) => shape.slice(axis + 1).reduce((one, other) => one * other, 1)), offset: 0 });
  const [q, k, v, o, lse] = [of(1, 3, 2), of(1, 3, 2), of(1, 3, 2), of(1, 3, 2), of(1, 3)];
  const before = allocated.length;
  backend.run({ kind: "fused", name: "attention", inputs: [q!, k!, v!], outputs: [o!, lse!], parameters: [1, 0, 0] });
  expect(allocated.slice(before).toSorted()).toEqual(freed.toSorted());
  expect(freed.length).toBeGreaterThan(0);
});
//# sourceMappingURL=../.maps/backends/attention-in-blocks.test.ts.map
