// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
import { bench, describe } from "vitest";
import { backendNames, backendOrReason } from "../backends/choose.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { normal, Pool, variable, vjp, type Tensor } from "../tensor-core.ts";
import { attention } from "./attention.ts";
import { fusedAttention } from "./fused-attention.ts";

const options = { time: 1000, iterations: 3, warmupTime: 200, warmupIterations: 1 };

describe.each([[32, 64, 32], [1, 1024, 64]] as const)("causal attention forward and backward, %i sequences of %i positions, width %i, by backend", (batch, T, d) => {
  for (const name of backendNames) {
    const backend = backendOrReason(name);
    if (typeof backend === "string") continue;
    const pool = new Pool(backend);
    const [q, k, v, dO] = [1, 2, 3, 4].map((seed) => normal(randomFrom(seed), [batch, T, d], { backend: pool })) as [Tensor, Tensor, Tensor, Tensor];
    for (const [how, attend] of [["primitives", attention], ["one kernel", fusedAttention]] as const) {
      bench(`attention: ${name}, ${how}`, () => pool.scope(() => {
        const leaves = [q, k, v].map(variable) as [Tensor, Tensor, Tensor];
        void vjp(attend(...leaves, { causal: true }), leaves, dO);
      }), options);
    }
  }
});
//# sourceMappingURL=../.maps/ops/fused-attention.bench.ts.map
