// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
import { afterEach, expect, test } from "vitest";
import { cudaBackend } from "../../backends/cuda/cuda.ts";
import { emulated } from "../../backends/cuda/emulated.ts";
import type { Backend } from "../../backends/backend.ts";
import { useBackend } from "../../backends/default.ts";
import type { PositionConfig } from "../../nn/position/schemes.ts";
import { adamW } from "../../optim/adam.ts";
import { clipped } from "../../optim/clip.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, cpu, Pool } from "../../tensor-core.ts";
import { train } from "../../train/train.ts";
import { gptLossOf, initGpt } from "./gpt.ts";

afterEach(() => useBackend(cpu));

const config = { vocabularySize: 23, context: 12, layers: 2, heads: 2, width: 16 };
const [B, T] = [3, 12];

/** The losses of so many steps of AdamW with clipped gradients on one batch, on a backend. */
function lossesOn(backend: Backend, steps: number, positions?: PositionConfig): readonly number[] {
  const model = { ...config, positions };
  useBackend(new Pool(backend));
  const random = randomFrom(1851);
  const drawn = () => asTensor(Int32Array.from({ length: B * T }, () => Math.floor(random.uniform() * config.vocabularySize)), { shape: [B, T] });
  const batch = { ids: drawn(), targets: drawn() };
  const optimizer = clipped(adamW(1e-2, { beta2: 0.99 }), 1);
  const run = train(initGpt(model, randomFrom(1)), gptLossOf(model), { examples: { count: B, batch: () => batch }, batch: B, seed: 1, optimizer });
  return Array.from({ length: steps }, () => Number(run.next().value!.loss));
}

test.each<PositionConfig>([{ scheme: "learned" }, { scheme: "rotary" }, { scheme: "rotary", layout: "interleaved" }])("a GPT with the positions %j trains to the losses of the CPU, and nothing of a step is done by the host", (positions) => {
  const expected = lossesOn(cpu, 6, positions);
  const { device, emulation } = emulated();
  const backend = cudaBackend(device);
  const found = lossesOn(backend, 6, positions);
  // in each layer once forwards and once backwards
  expect(emulation.log().split("\n").filter((line) => line.startsWith("rotary")).length).toBe(positions.scheme === "rotary" ? 6 * 2 * config.layers : 0);
  expect(Math.max(...found.map((loss, i) => Math.abs(loss / expected[i]! - 1)))).toBeLessThan(1e-5);
  expect(expected[0]! - expected.at(-1)!).toBeGreaterThan(0.05);
  expect([...backend.onHost]).toEqual([]);
});

test("with products of bfloat16 the losses differ by less than a hundredth", () => {
  const [expected, found] = [lossesOn(cpu, 2), lossesOn(cudaBackend(emulated().device, { products: "bfloat16" }), 2)];
  expect(Math.max(...found.map((loss, i) => Math.abs(loss / expected[i]! - 1)))).toBeLessThan(1e-2);
});
//# sourceMappingURL=../../.maps/models/gpt/on-cuda.test.ts.map
