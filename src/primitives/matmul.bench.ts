// Tangled from book/interlude-a-tensors/05-matrix-multiplication.md. Edit the book, then: npm run tangle
import { bench, describe } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { matmul, normal } from "../tensor-core.ts";
import { blocked, interchanged, naive, type Product } from "../backends/cpu/kernels/speeds.ts";

const options = { time: 1000, iterations: 3, warmupTime: 0, warmupIterations: 1 };
const random = randomFrom(1851);

describe.each([64, 512])("multiply two matrices of %d rows and columns, in single precision", (n) => {
  const [a, b] = [normal(random, [n, n]), normal(random, [n, n])];
  const [x, y, z] = [a.dataSync(), b.dataSync(), new Float32Array(n * n)];
  const sizes = { m: n, k: n, n };
  const slow = (name: string, product: Product) => bench(`multiply at ${n}: ${name}`, () => product(x, y, z, sizes), options);
  bench(`multiply at ${n}: packed tiles`, () => void matmul(a, b), options);
  slow("naive (ijk)", naive);
  slow("interchanged (ikj)", interchanged);
  slow("blocked", blocked);
});
//# sourceMappingURL=../.maps/primitives/matmul.bench.ts.map
