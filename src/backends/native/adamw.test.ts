// Tangled from book/05-optimisation/09-limits-of-optimisers.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { rowMajor } from "../../layout/layout.ts";
import { checkFusedSteps } from "../../testing/fused-steps.ts";
import type { Kernel, View } from "../backend.ts";
import { loadAddon } from "./addon.ts";
import { deferredBackend } from "./deferred.ts";
import { nativeBackend, type NativeBackend } from "./native.ts";

const addon = loadAddon()!;
const backends: readonly (readonly [string, NativeBackend])[] = [
  ...addon.paths.map((path) => [`the path ${path.name}`, nativeBackend(addon, path)] as const),
  ["two threads", nativeBackend(addon, addon.paths[0]!.inThreads(2, 1))],
  ["a command buffer", deferredBackend(addon)],
];

test.each(backends)("on %s one loop has the numbers of the primitives, to the last bit", (_, backend) => {
  checkFusedSteps(backend, "float32");
  checkFusedSteps(backend, "float32", 500);
  checkFusedSteps(backend, "float64");
});

const native = nativeBackend(addon);
const on = (length: number): View => ({ storage: native.allocate("float32", length), ...rowMajor([length]) });
const step = (views: readonly View[]): Kernel => ({ kind: "fused", name: "adamw", inputs: views.slice(0, 4), outputs: views.slice(4), parameters: [0.01, 0.9, 0.999, 1e-8, 0.1, 0.001, 0] });
const seven = () => Array.from({ length: 7 }, () => on(6));

describe("an error is", () => {
  test.each([1, 2, 3, 4, 5, 6])("operand %i of another length", (i) => {
    expect(() => native.run(step(seven().with(i, on(5))))).toThrow(new RangeError("native: adamw takes [6], not [5]"));
  });

  test("a view beyond its storage, and a storage that was released", () => {
    expect(() => native.run(step(seven().with(3, { ...on(6), offset: 1 })))).toThrow(new RangeError("native: adamw would reach from number 1 to 6 of a storage of 6"));
    const views = seven();
    native.free(views[4]!.storage);
    expect(() => native.run(step(views))).toThrow(new RangeError("storage: the 6 numbers (float32) were freed or donated"));
  });
});
//# sourceMappingURL=../../.maps/backends/native/adamw.test.ts.map
