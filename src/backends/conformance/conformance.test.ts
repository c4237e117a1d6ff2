// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import type { Backend } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { fusedKernels } from "../cpu/fused.ts";
import { Pool } from "../../tensor/pool.ts";
import { casesFor, deviation } from "./conformance.ts";
import { hiddenBackend } from "./hidden.ts";

const all = Object.keys(fusedKernels);
const backends: readonly (readonly [string, () => Backend])[] = [
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
//# sourceMappingURL=../../.maps/backends/conformance/conformance.test.ts.map
