// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { ledgerOf } from "../../ledger/ledger.ts";
import { mapLeaves } from "../../nn/parameters.ts";
import { without } from "../../backends/without.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, cpu, toBackend, variable } from "../../tensor-core.ts";
import { gradientsOf } from "../../train/train.ts";
import { gptLossOf, initGpt } from "./gpt.ts";
import { cpuPreset, gpt2Sizes } from "./presets.ts";
import { trainingFlops } from "./training-flops.ts";

test("the formula is what the ledger counts of products", () => {
  for (const [B, T, config] of [[2, 5, { vocabularySize: 11, context: 7, layers: 2, heads: 2, width: 6, bias: false }], [3, 4, { vocabularySize: 5, context: 4, layers: 1, heads: 1, width: 3, feedForward: 7, bias: false, tied: false }]] as const) {
    const plain = without("attention", cpu);
    const variables = mapLeaves(initGpt(config, randomFrom(1)), (leaf) => variable(toBackend(leaf, plain)));
    const ids = asTensor(new Int32Array(B * T), { shape: [B, T], backend: plain });
    const rows = ledgerOf(() => gradientsOf(gptLossOf(config)(variables, { ids, targets: ids }), variables));
    expect((rows["matmul"]?.FLOPs ?? 0) + (rows["linear"]?.FLOPs ?? 0)).toBe(trainingFlops(config, B, T));
  }
});

test("a step of the preset takes 3.96 GFLOP at 65 characters, one of GPT-2 small three times 291.65 G at 1,024 tokens", () => {
  expect(trainingFlops(cpuPreset(65), 12, 64) / 1e9).toBeCloseTo(3.96, 2);
  expect(trainingFlops(gpt2Sizes.small, 1, 1024) / 3e9).toBeCloseTo(291.65, 2);
});
//# sourceMappingURL=../../.maps/models/gpt/training-flops.test.ts.map
