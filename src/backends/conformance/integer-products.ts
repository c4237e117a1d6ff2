// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
/** Products of integers: float32 holds all their partial sums exactly, so every order of summation has the same result. */
import { randomFrom } from "../../random/xoshiro128.ts";
import { rowMajor } from "../../layout/layout.ts";
import type { Backend, View } from "../backend.ts";

// Multiply integers on a backend
/**
 * The largest integer that has no more than so many significant bits, and whose products,
 * k of them, have a sum that float32 holds exactly.
 */
export const largestInteger = (k: number, bits = 24): number =>
  Math.min(2 ** bits, Math.floor(2 ** 12 / Math.sqrt(k)));

/** How many elements of an m × k by k × n product of nonzero integers a backend gets wrong. */
export async function wrongElements(
  backend: Backend, [m, k, n]: readonly [number, number, number], bits = 24,
): Promise<number> {
  const random = randomFrom(k);
  const most = largestInteger(k, bits);
  const sign = (): number => (random.uniform() < 0.5 ? -1 : 1);
  const drawn = (length: number): Float32Array =>
    Float32Array.from({ length }, () => sign() * (1 + Math.floor(random.uniform() * most)));
  const [x, y] = [drawn(m * k), drawn(k * n)];
  const result = await productOn(backend, { x, y, shape: [m, k, n] });
  return result.filter((each, i) => each !== elementOf(x, y, { i, k, n })).length;
}

interface Product {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly shape: readonly [m: number, k: number, n: number];
}

async function productOn(backend: Backend, { x, y, shape: [m, k, n] }: Product): Promise<number[]> {
  const view = (shape: readonly number[], numbers?: Float32Array): View => {
    const storage = backend.allocate("float32", shape.reduce((one, other) => one * other, 1));
    if (numbers !== undefined) backend.write(storage, numbers);
    return { storage, ...rowMajor(shape) };
  };
  const [left, right, output] = [view([1, m, k], x), view([1, k, n], y), view([1, m, n])];
  backend.run({ kind: "matmul", left, right, output });
  const numbers = await backend.read(output.storage, 0, m * n);
  for (const { storage } of [left, right, output]) backend.free(storage);
  return Array.from(numbers);
}

/** Element i of the product, exact in float64. */
function elementOf(x: Float32Array, y: Float32Array, { i, k, n }: { readonly i: number; readonly k: number; readonly n: number }): number {
  let sum = 0;
  for (let j = 0; j < k; j++) sum += x[Math.floor(i / n) * k + j]! * y[j * n + (i % n)]!;
  return sum;
}
//# sourceMappingURL=../../.maps/backends/conformance/integer-products.ts.map
