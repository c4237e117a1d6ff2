// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
// Import what the test of the layout needs
import { expect, test } from "vitest";
import { textSequences } from "../../data/sequences.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor } from "../../tensor-core.ts";
import { difference } from "../../testing/laws.ts";
import { cpuRecipe, gptOptimizer } from "../../train/gpt-recipe.ts";
import { train } from "../../train/train.ts";
import { gptLogits, gptLossOf, initGpt, type GptConfig, type GptParameters } from "./gpt.ts";
import { inOtherLayout } from "./rotary-layout.ts";

/** The parameters after so many steps on a text with a pattern. */
function trainedFor(steps: number): GptParameters {
  const examples = textSequences(Int32Array.from({ length: 200 }, (_, i) => [0, 1, 0, 2, 0, 3][i % 6]!), { length: 6 });
  const optimizer = gptOptimizer({ ...cpuRecipe, steps, warmup: 1, peak: 0.01, floor: 0.01 });
  const runs = train(initGpt(config, randomFrom(1)), gptLossOf(config), { examples, batch: 3, seed: 1, optimizer });
  for (;;) {
    const { step, parameters } = runs.next().value;
    if (step === steps) return parameters;
  }
}

const config: GptConfig = { vocabularySize: 4, context: 6, layers: 2, heads: 2,
  width: 16, positions: { scheme: "rotary", layout: "half" } };
const interleaved: GptConfig = { ...config,
  positions: { scheme: "rotary", layout: "interleaved" } };
const ids = asTensor([[0, 1, 0, 2, 0, 3], [3, 2, 1, 0, 1, 2]], { dtype: "int32" });

test("a trained GPT whose queries and keys are permuted gives the same logits in the other layout", () => {
  const trained = trainedFor(40);
  const expected = gptLogits(trained, config, ids);
  const apart = (parameters: GptParameters) =>
    difference([gptLogits(parameters, interleaved, ids)], [expected]);
  const converted = inOtherLayout(trained, config.heads);
  expect(apart(converted)).toBeLessThan(1e-6);
  expect(apart(trained)).toBeGreaterThan(0.01);
  const biasOf = ({ blocks }: GptParameters, l: number) => blocks[l]!.attention.qkv.bias!;
  const withoutBiases = { ...converted, blocks: converted.blocks.map((block, l) => ({ ...block,
    attention: { ...block.attention, qkv: { ...block.attention.qkv, bias: biasOf(trained, l) } } })) };
  expect(apart(withoutBiases)).toBeGreaterThan(1e-5);
});
//# sourceMappingURL=../../.maps/models/gpt/rotary-layout.test.ts.map
