// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { rowMajor } from "../../layout/layout.ts";
import { loadAddon } from "./addon.ts";
import { nativeBackend } from "./native.ts";

test("a confident row keeps its gradient", () => {
  const native = nativeBackend(loadAddon()!);
  const made = (dtype: "float32" | "float64" | "int32", numbers: Float32Array | Float64Array | Int32Array, ...shape: readonly number[]) => {
    const storage = native.allocate(dtype, numbers.length);
    native.write(storage, numbers);
    return { storage, ...rowMajor(shape) };
  };
  const [z, targets, lse] = [made("float32", Float32Array.of(20, 0), 1, 2), made("int32", Int32Array.of(0), 1), made("float64", new Float64Array(1), 1)];
  const [dL, dz] = [made("float32", Float32Array.of(1)), made("float32", new Float32Array(2), 1, 2)];
  native.run({ kind: "fused", name: "logSumExp", inputs: [z, targets], outputs: [lse], parameters: [-1] });
  native.run({ kind: "fused", name: "crossEntropyBackward", inputs: [z, targets, lse, dL], outputs: [dz], parameters: [-1, 1] });
  // p − 1 = −e⁻²⁰ / (1 + e⁻²⁰)
  const exact = -Math.exp(-20) / (1 + Math.exp(-20));
  const [found] = native.readSync(dz.storage, 0, 1);
  expect(Math.abs(found! / exact - 1)).toBeLessThan(1e-6);
});
//# sourceMappingURL=../../.maps/backends/native/confident.test.ts.map
