// Tangled from book/04-neural-lm/06-what-the-embeddings-learned.md. Edit the book, then: npm run tangle
/** The network for names as a page trains it: on as many names as a reader likes, a hundred and fifty at first. */
import { data } from "../data/files.ts";
import { sampleInverseCdf } from "../generate/inverse-cdf.ts";
import { principal } from "../linear-algebra/principal-components.ts";
import { drawEmbeddings } from "../models/mlp-lm/draw-embeddings.ts";
import { logitsOf, type MlpParameters } from "../models/mlp-lm/mlp-lm.ts";
import { softmax } from "../ops/softmax.ts";
import { sgd } from "../optim/sgd.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor } from "../tensor-core.ts";
import { vocabularyOf } from "../tokenizers/vocabulary.ts";
import { drawCourse } from "../train/draw-course.ts";
import { configurationOf, pageTraining, type PageLook, type PageTraining, type Setting, type Settings } from "../train/in-page.ts";
import { startFrom, type Run } from "../train/training-loop.ts";
import { namesFor, tooFew } from "./stopping.ts";

/** What a reader may set. */
export const settings: readonly Setting[] = [
  { name: "names", value: 150, says: "to learn from", range: { least: 50, most: 25_000, step: 50 }, choices: null },
  { name: "rate", value: 0.1, says: "the learning rate", range: { least: 0.01, most: 1, step: 0.01 }, choices: null },
  { name: "steps", value: 3000, says: "of 32 examples each", range: { least: 500, most: 100_000, step: 500 }, choices: null },
  { name: "seed", value: 1851, says: "of weights, names and their order: any whole number", range: null, choices: null },
];

/** Trains as the book does, with what is set. Throws `RangeError` for bytes of another training. */
export function training(set: Settings, kept: Uint8Array | null): PageTraining {
  const { names, rate, steps, seed } = set as { readonly names: number; readonly rate: number; readonly steps: number; readonly seed: number };
  const all = namesFor(seed);
  const trial = { ...tooFew(all), examples: all.examplesOf(all.parts.train.slice(0, names)), optimizer: sgd(rate) };
  const { tokens } = vocabularyOf(data("names.txt"));
  const look = ({ parameters, evaluations, best }: Run<MlpParameters>, losses: readonly number[]): PageLook => ({
    said: evaluations.length === 0 ? "" : `validation loss ${evaluations.at(-1)!.validation.toFixed(3)} nats, the least ${best.validation.toFixed(3)} after step ${best.step.toLocaleString("en")}`,
    sample: namesBy(parameters, tokens).join(", "),
    drawings: { losses: drawCourse(losses, evaluations, { steps, most: 4 }), letters: mapOf(parameters, tokens) },
    score: null,
  });
  return pageTraining({ trial, start: startFrom(all.start), steps, configuration: configurationOf(set), look }, kept);
}

/** Eight names, always from the same random numbers. */
function namesBy(parameters: MlpParameters, tokens: readonly string[]): readonly string[] {
  const random = randomFrom(1851);
  return Array.from({ length: 8 }, () => {
    let [name, context] = ["", [0, 0, 0]]; // 0 is the end token
    while (name.length < 16) {
      const logits = logitsOf(parameters, asTensor(Int32Array.from(context), { shape: [1, 3] }));
      const id = sampleInverseCdf([...softmax(logits).dataSync()], random);
      if (id === 0) break;
      name += tokens[id]!;
      context = [...context.slice(1), id];
    }
    return name;
  });
}

/** The letters by their two principal components. */
function mapOf({ embedding }: MlpParameters, tokens: readonly string[]): string {
  const [x, y] = principal(embedding.toArray() as readonly number[][]).coordinates;
  return drawEmbeddings({ tokens, points: tokens.map((_, i) => [x![i]!, y![i]!] as const), highlighted: "aeiou" });
}
//# sourceMappingURL=../.maps/experiments/names-in-page.ts.map
