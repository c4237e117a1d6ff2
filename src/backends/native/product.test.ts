// Tangled from book/interlude-b-the-processor/03-register-blocking-and-packing.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import type { Backend, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { permuted, rowMajor, type Layout } from "../../layout/layout.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { loadAddon } from "./addon.ts";
import { nativeBackend } from "./native.ts";

const addon = loadAddon()!;
const random = randomFrom(1851);
const upTo = (most: number) => 1 + Math.floor(random.uniform() * most);

/** A matrix in a storage that is larger than it, on both backends. */
function both(backends: readonly Backend[], layout: Layout, length: number): readonly View[] {
  const numbers = Float32Array.from({ length }, () => random.uniform() - 0.5);
  return backends.map((on) => {
    const storage = on.allocate("float32", length);
    on.write(storage, numbers);
    return { storage, ...layout };
  });
}

test.each(addon.paths.map((path) => [path.name, path] as const))("products of random shapes, strides and offsets, on the path %s", (_, path) => {
  const backends = [nativeBackend(addon, path), cpu];
  for (let trial = 0; trial < 60; trial++) {
    const [m, n, k] = [upTo(70), upTo(90), trial % 10 === 0 ? upTo(900) : upTo(60)];
    const [turnA, turnB, offset] = [random.uniform() < 0.5, random.uniform() < 0.5, upTo(9)];
    const of = (rows: number, columns: number, turned: boolean): Layout => ({ ...(turned ? permuted(rowMajor([1, columns, rows]), [0, 2, 1]) : rowMajor([1, rows, columns])), offset });
    const [left, right, output] = [both(backends, of(m, k, turnA), m * k + 20), both(backends, of(k, n, turnB), k * n + 20), both(backends, of(m, n, false), m * n + 20)];
    const [found, expected] = backends.map((on, i) => {
      on.run({ kind: "matmul", left: left[i]!, right: right[i]!, output: output[i]! });
      return on.readSync!(output[i]!.storage, 0, m * n + 20);
    });
    // the numbers around the output are unchanged
    expect(Math.max(...found!.map((each, i) => Math.abs(each - expected![i]!)))).toBeLessThan(k * 2 ** -24);
  }
});
//# sourceMappingURL=../../.maps/backends/native/product.test.ts.map
