// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** The preset as a page trains it, or a smaller one, on *Moby-Dick*. */
import { attendingInBlocks } from "../backends/attention-in-blocks.ts";
import { useBackend } from "../backends/default.ts";
import { wasmBackend } from "../backends/wasm/wasm.ts";
import { without } from "../backends/without.ts";
import { data } from "../data/files.ts";
import { textCorpus, windowsOf } from "../data/text-corpus.ts";
import { drawPatterns } from "../models/attention-lm/draw-patterns.ts";
import { gptLossOf, gptModel, gptStream, initGpt, type GptConfig, type GptParameters } from "../models/gpt/gpt.ts";
import { cpuPreset } from "../models/gpt/presets.ts";
import { sample } from "../models/language-model.ts";
import { multiHeadWeights } from "../nn/multi-head-attention.ts";
import { normalised } from "../nn/norm.ts";
import { streamsFrom } from "../random/streams.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, Pool } from "../tensor-core.ts";
import { encode, type Vocabulary } from "../tokenizers/vocabulary.ts";
import { drawCourse } from "../train/draw-course.ts";
import { cpuRecipe, gptOptimizer } from "../train/gpt-recipe.ts";
import { configurationOf, pageTraining, type PageLook, type PageTraining, type Setting, type Settings } from "../train/in-page.ts";
import { startFrom, type Run } from "../train/training-loop.ts";

/** What a reader may set. */
export const settings: readonly Setting[] = [
  { name: "layers", value: 4, says: "blocks", range: { least: 1, most: 6, step: 1 }, choices: null },
  { name: "width", value: 128, says: "of the stream, which four heads share", range: { least: 32, most: 256, step: 32 }, choices: null },
  { name: "peak", value: 0.001, says: "the learning rate after the warm-up", range: { least: 0.0005, most: 0.01, step: 0.0005 }, choices: null },
  { name: "steps", value: 2000, says: "of 12 windows each, a twentieth of them warm-up", range: { least: 200, most: 20_000, step: 200 }, choices: null },
  { name: "seed", value: 1, says: "of weights and windows: any whole number", range: null, choices: null },
];

/** One thread of WebAssembly, whose products and sums are separate instructions, so that its numbers are the same on every machine. */
const page = new Pool(["adamw", "attentionBackward"].reduce((on, fused) => without(fused, on), attendingInBlocks(wasmBackend({ tile: { rows: 4, vectors: 2, fused: false } }))));

/** Trains as the book does, with what is set. Throws `RangeError` for bytes of another training. */
export function training(set: Settings, kept: Uint8Array | null): PageTraining {
  const { layers, width, peak, steps, seed } = set as { readonly layers: number; readonly width: number; readonly peak: number; readonly steps: number; readonly seed: number };
  useBackend(page);
  const { vocabulary, ...corpus } = textCorpus(data("moby-dick.txt"));
  const config = { ...cpuPreset(vocabulary.size), layers, width };
  const { train, validation } = windowsOf({ vocabulary, ...corpus }, config.context);
  // one window of fourteen, as the book has it
  const glance = { count: Math.ceil(validation.count / 14), batch: (places: ArrayLike<number>) => validation.batch(Array.from(places, (place) => 14 * place)) };
  const recipe = { ...cpuRecipe, peak, floor: peak / 10, steps, warmup: steps / 20 };
  const trial = { lossOf: gptLossOf(config), examples: train, validation: glance, seed, batch: recipe.batch, evalInterval: 50, optimizer: gptOptimizer(recipe) };
  let [written, at] = ["", -1];
  const look = ({ step, parameters, evaluations }: Run<GptParameters>, losses: readonly number[]): PageLook => page.scope(() => {
    const last = evaluations.at(-1);
    // a sample takes as long as a step, so there is one for each evaluation
    if (at !== (last?.step ?? 0)) written = step === 0 ? "" : sample(gptModel(parameters, vocabulary, config), randomFrom(1851), { prompt: "Call me ", length: 40 });
    at = last?.step ?? 0;
    return {
      said: last === undefined ? "" : `validation loss ${last.validation.toFixed(3)} nats, ${(last.validation / Math.LN2).toFixed(3)} bits per character`,
      sample: written === "" ? "" : `Call me ${written}`,
      drawings: { losses: drawCourse(losses, evaluations, { steps, most: Math.log(vocabulary.size) }), heads: headsOf(parameters, config, vocabulary) },
      score: last === undefined ? null : last.validation / Math.LN2,
    };
  });
  return pageTraining({ trial, start: startFrom(initGpt(config, streamsFrom(seed).next().value)), steps, configuration: configurationOf(set), look }, kept);
}

/** What each head of the last block reads at the end of a few words. */
function headsOf(parameters: GptParameters, config: GptConfig, vocabulary: Vocabulary): string {
  const words = "the white whale, the wh";
  const last = config.layers - 1;
  const stream = gptStream(parameters, config, asTensor(encode(vocabulary, words), { shape: [1, words.length] }));
  const { attention, attentionNorm } = parameters.blocks[last]!;
  const [weights] = multiHeadWeights(attention, normalised(attentionNorm, stream[last]!, "layer"), config.heads).toArray() as unknown as readonly (readonly (readonly number[])[])[][];
  return drawPatterns(weights!.map((head, h) => ({ name: `head ${h + 1} of block ${config.layers}`, tokens: [...words], queries: [words.length - 1], weights: (t: number, s: number) => head[t]![s]! })));
}
//# sourceMappingURL=../.maps/experiments/gpt-in-page.ts.map
