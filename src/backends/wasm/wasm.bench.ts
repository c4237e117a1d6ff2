// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
import { bench, describe } from "vitest";
import { randomFrom } from "../../random/xoshiro128.ts";
import { matmul, normal } from "../../tensor-core.ts";
import { cpu } from "../cpu/cpu.ts";
import { Pool } from "../../tensor/pool.ts";
import { wasmBackend } from "./wasm.ts";

const options = { time: 1000, iterations: 3, warmupTime: 200, warmupIterations: 1 };

describe.each([128, 512, 1024])("multiply two matrices of %d rows and columns on a backend, in single precision", (n) => {
  for (const [name, backend] of [["cpu", cpu], ["wasm", wasmBackend()], ["wasm, two threads", wasmBackend({ threads: 2 })]] as const) {
    const pool = new Pool(backend);
    const random = randomFrom(1851);
    const [a, b] = [normal(random, [n, n], { backend: pool }), normal(random, [n, n], { backend: pool })];
    bench(`multiply at ${n}: ${name}`, () => void pool.scope(() => void matmul(a, b)), options);
  }
});
//# sourceMappingURL=../../.maps/backends/wasm/wasm.bench.ts.map
