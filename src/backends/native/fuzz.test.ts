// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { cpu } from "../cpu/cpu.ts";
import { fusedKernels } from "../cpu/fused.ts";
import { loadAddon } from "./addon.ts";
import { fuzzed } from "./fuzz.ts";
import { nativeBackend } from "./native.ts";

const addon = loadAddon()!;

test.each(addon.paths.map((path) => [path.name, path] as const))("random kernels on the path %s are those of the CPU", async (_, path) => {
  expect(await fuzzed(nativeBackend(addon, path), { seed: 1851, trials: 600 })).toEqual([]);
});

test("the fuzz finds a kernel that is wrong, and one that writes beside its output", async () => {
  const swapped = { ...cpu, name: "swapped", run: (kernel: Parameters<typeof cpu.run>[0]) => cpu.run(kernel.kind === "map" && kernel.name === "subtract" ? { ...kernel, name: "add" } : kernel) };
  expect((await fuzzed(swapped, { seed: 1, trials: 300 })).length).toBeGreaterThan(0);
  const beside = {
    ...cpu, name: "beside",
    run(kernel: Parameters<typeof cpu.run>[0]) {
      cpu.run(kernel);
      if (kernel.kind === "gather" && kernel.output.storage.length > 0) cpu.run({ kind: "fill", value: 5, output: { storage: kernel.output.storage, shape: [1], strides: [1], offset: kernel.output.storage.length - 1 } });
    },
  };
  expect((await fuzzed(beside, { seed: 1, trials: 300 })).some((line) => line.includes("gather"))).toBe(true);
});

describe("every fused kernel of the CPU is there in C", () => {
  test.each(addon.paths.map((path) => [path.name, path] as const))("on the path %s", (_, path) => {
    const missing = Object.keys(fusedKernels).filter((name) => !Object.hasOwn(path.fusedCodes, name) && !Object.hasOwn(path.codes, name));
    expect(missing).toEqual([]);
  });
});
//# sourceMappingURL=../../.maps/backends/native/fuzz.test.ts.map
