// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** What the demonstration trains. */
import { defaultInitStd, initMlp, type MlpParameters } from "../../models/mlp-lm/mlp-lm.ts";
import { streamsFrom } from "../../random/streams.ts";
import { corpusFor, isNames, type Corpus } from "./corpus.ts";
import type { OptimizersOptions } from "./options.ts";

/** Examples in three parts, and the network before training. */
export interface Setup extends Corpus {
  readonly start: MlpParameters;
}

/** Throws `BadInput` if the text cannot be used. */
export function setupFor(options: OptimizersOptions): Setup {
  const corpus = corpusFor(options);
  const { context, vocabularySize } = corpus;
  const shape = { context, vocabularySize, ...(isNames(options) ? { features: 10, width: 200 } : { features: 16, width: 128 }) };
  const [random] = streamsFrom(options.seed);
  return { ...corpus, start: initMlp(shape, random!, defaultInitStd(shape)) };
}
//# sourceMappingURL=../../.maps/demos/optimizers/setup.ts.map
