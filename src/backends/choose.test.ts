// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
import { afterEach, expect, test } from "vitest";
import { backend, backendNames, backendOrReason } from "./choose.ts";
import { cpu } from "./cpu/cpu.ts";
import { useBackend } from "./default.ts";
import { add, asTensor } from "../tensor-core.ts";

afterEach(() => useBackend(cpu));

test("the best backend is the first that there is, and always the same one", () => {
  const best = backendNames.map(backendOrReason).find((each) => typeof each !== "string");
  expect(backend("auto")).toBe(best);
  expect(backend("auto")).toBe(best);
});

test("the CPU is always available, and other names are refused", () => {
  expect(backend("cpu")).toBe(cpu);
  expect(() => backend("abacus")).toThrow(`backend: there is no "abacus"; there are auto, ${backendNames.join(", ")}`);
});

test("new tensors are on the default backend", () => {
  const best = backend("auto");
  useBackend(best);
  const x = add(asTensor([1, 2, 3]), 1);
  expect(x.backend).toBe(best);
  expect(x.toArray()).toEqual([2, 3, 4]);
});
//# sourceMappingURL=../.maps/backends/choose.test.ts.map
