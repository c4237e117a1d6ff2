// Tangled from book/08-transformer/08-the-ladder.md. Edit the book, then: npm run tangle
/** Steps of GPT-2 on random tokens, timed. */
import { defaultBackend } from "../../backends/default.ts";
import { loadAddon } from "../../backends/native/addon.ts";
import { measuredPeak } from "../../backends/native/measured-peak.ts";
import { grouped, percent } from "../../format/text.ts";
import { gptLossOf, initGpt } from "../../models/gpt/gpt.ts";
import { trainingFlops, utilisation } from "../../models/gpt/training-flops.ts";
import { sizeOf } from "../../nn/parameters.ts";
import { adamWOnMatrices } from "../../optim/parameter-groups.ts";
import { streamsFrom } from "../../random/streams.ts";
import { asTensor, poolOf } from "../../tensor-core.ts";
import { train } from "../../train/train.ts";
import type { Reported } from "../shell/demonstration.ts";
import { checkMemory } from "./memory.ts";
import type { TimingOptions } from "./options.ts";

/** FLOP/s that independent multiply-adds reach; null on a backend whose peak is not known. */
export function peakHere(): number | null {
  const addon = defaultBackend.name.includes("native") ? loadAddon() : null;
  return addon ? measuredPeak(addon).peak : null;
}

/** What is said of a speed: the utilisation where there is a peak. */
export function speedText(flops: number, seconds: number, peak: number | null): string {
  const speed = `${(flops / seconds / 1e9).toFixed(0)} GFLOP/s`;
  return peak === null ? speed : `${speed}, ${percent(utilisation(flops, seconds, peak))} of the measured peak of ${(peak / 1e9).toFixed(0)}`;
}

/** Trains on batches of random tokens, and says how long each step takes. Throws `BadInput` where there is too little memory. */
export async function timeSteps({ config, batch, time, steps, seed }: TimingOptions, { screen, clock, pause, interrupted, began }: Reported): Promise<0 | 130> {
  checkMemory(config, batch, time);
  const [random] = streamsFrom(seed);
  const parameters = initGpt(config, random!);
  const [size, flops, peak] = [sizeOf(parameters), trainingFlops(config, batch, time), peakHere()];
  screen.print(`GPT-2: ${grouped(size)} parameters; ${batch} sequences of ${time} random tokens in a step, ${(flops / 1e9).toFixed(1)} GFLOP`);
  screen.report({ event: "start", parameters: size, vocabulary: config.vocabularySize, flops, peak });
  const drawn = () => asTensor(Int32Array.from({ length: batch * time }, () => Math.floor(random!.uniform() * config.vocabularySize)), { shape: [batch, time] });
  const examples = { count: Number.MAX_SAFE_INTEGER, batch: () => ({ ids: drawn(), targets: drawn() }) };
  const run = train(parameters, gptLossOf(config), { examples: { ...examples, count: batch }, batch, seed, optimizer: adamWOnMatrices(1e-4) });
  const pool = poolOf(parameters.embedding);
  let [least, before] = [Infinity, null as null | object];
  for (let step = 1; step <= steps; step++) {
    await pause();
    if (interrupted()) {
      screen.print("stopped");
      screen.report({ event: "stopped", when: `after step ${step - 1}` });
      return 130;
    }
    screen.progress((step - 1) / steps, `step ${step} of ${steps}`);
    const start = clock();
    const { value } = run.next();
    const seconds = (clock() - start) / 1000;
    least = Math.min(least, seconds);
    // what a step leaves is the next one's to begin with, and nobody's after it
    if (before !== null) pool?.release(before);
    before = [value.parameters, value.state.optimizer.memory];
    screen.print(`  step ${step}: ${seconds.toFixed(3)} s, loss ${value.loss.toFixed(3)}`);
    screen.report({ event: "step", step, seconds, loss: value.loss });
  }
  const [tokensPerSecond, peakBytes] = [(batch * time) / least, pool?.peakBytes ?? null];
  screen.print(`the fastest took ${least.toFixed(3)} s: ${grouped(Math.round(tokensPerSecond))} tokens/s, ${speedText(flops, least, peak)}${peakBytes === null ? "" : `; at most ${(peakBytes / 1e9).toFixed(2)} GB were in use`}`);
  screen.report({ event: "done", parameters: size, steps, stepSeconds: least, tokensPerSecond, flops, peak, utilisation: peak === null ? null : utilisation(flops, least, peak), peakBytes, seconds: (clock() - began) / 1000 });
  return 0;
}
//# sourceMappingURL=../../.maps/demos/gpt/timing.ts.map
