// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
/** What the demonstration trains on, and with. */
import { defaultInitStd, lossOf, initMlp, type MlpParameters, type MlpShape } from "../../models/mlp-lm/mlp-lm.ts";
import { streamsFrom } from "../../random/streams.ts";
import { splitText, type TextParts } from "../../data/split.ts";
import { countCharacters } from "../../tokenizers/characters.ts";
import { encodeCompactly, vocabularyOf, withUnknown, type Vocabulary } from "../../tokenizers/vocabulary.ts";
import { subsample, slidingWindows, type Examples } from "../../data/examples.ts";
import type { Experiment } from "../../train/training-loop.ts";
import { stepDecay } from "../../train/train.ts";
import { sgd } from "../../optim/sgd.ts";
import { textFor } from "../ngram/text.ts";
import type { NeuralOptions } from "./options.ts";

/** A text in parts, its vocabulary, the network before training, and how it is trained. */
export interface Setup {
  readonly parts: TextParts;
  readonly vocabulary: Vocabulary;
  readonly shape: MlpShape;
  readonly start: MlpParameters;
  /** Evaluated while it trains on every `stride`th example of the validation part. */
  readonly trial: Experiment<MlpParameters>;
  readonly stride: number;
  /** All examples of the parts that are not trained on. */
  readonly validation: Examples;
  readonly test: Examples;
}

/** While it trains, the network is evaluated on no more examples than these, so that it takes less time than the steps between. */
const EVALUATED = 4000;

/** Throws `BadInput` if the text cannot be used. */
export function setupFor(options: NeuralOptions): Setup {
  const { context, features, width, seed, batch, evalInterval } = options;
  const parts = splitText(textFor(options.file));
  const vocabulary = withUnknown(vocabularyOf(parts.train));
  const shape = { context, features, width, vocabularySize: vocabulary.size };
  const [random] = streamsFrom(seed);
  const ids = encodeCompactly(vocabulary, parts.text);
  const validationStart = countCharacters(parts.train);
  const testStart = ids.length - countCharacters(parts.test);
  const validation = slidingWindows(ids, context, validationStart, testStart);
  const stride = Math.ceil(validation.count / EVALUATED);
  const examples = slidingWindows(ids, context, context, validationStart);
  return {
    parts,
    vocabulary,
    shape,
    start: initMlp(shape, random!, defaultInitStd(shape)),
    trial: { lossOf, examples, validation: subsample(validation, stride), batch, evalInterval, seed, optimizer: sgd(stepDecay(options.rate, options.steps)) },
    stride,
    validation,
    test: slidingWindows(ids, context, testStart),
  };
}
//# sourceMappingURL=../../.maps/demos/mlp-lm/setup.ts.map
