// Tangled from book/04-neural-lm/06-what-the-embeddings-learned.md. Edit the book, then: npm run tangle
/** The list of names as the long experiments see it, and what their records have. */
import { lossOf, type MlpParameters, type MlpShape } from "../models/mlp-lm/mlp-lm.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { data } from "../data/files.ts";
import { encode, vocabularyOf, type Vocabulary } from "../tokenizers/vocabulary.ts";
import { meanLoss } from "../train/evaluate.ts";
import { paddedSequences, type Examples } from "../data/examples.ts";
import type { Run } from "../train/training-loop.ts";
import { splitItems } from "../data/parts.ts";
import { inRecord, rounded } from "./recorded.ts";

/** The letters to be guessed, in parts, and the shape of the network that guesses them. */
export interface NamesInNumbers {
  readonly vocabulary: Vocabulary;
  readonly shape: MlpShape;
  readonly training: Examples;
  readonly validation: Examples;
  readonly test: Examples;
}

/** Of a hundred names 80 to train on, 10 to choose by, 10 to be examined on; shuffled first. */
export function namesInNumbers(): NamesInNumbers {
  const text = data("names.txt");
  const vocabulary = vocabularyOf(text);
  const names = text.trim().split("\n").map((name) => encode(vocabulary, `${name}\n`));
  const { train, validation, test } = splitItems(names, randomFrom(1851));
  const shape = { context: 3, vocabularySize: vocabulary.size, features: 10, width: 200 };
  return { vocabulary, shape, training: paddedSequences(train, 3), validation: paddedSequences(validation, 3), test: paddedSequences(test, 3) };
}

/** The losses in the end, the evaluations on the way, and the embedding. */
export function namesResult({ training, validation, test }: NamesInNumbers, { step, parameters, evaluations }: Run<MlpParameters>) {
  const lossOn = (examples: Examples) => rounded(meanLoss(parameters, lossOf, examples));
  return {
    steps: step,
    training: lossOn(training),
    chosen: lossOn(validation),
    examined: lossOn(test),
    marks: evaluations.map(inRecord),
    embedding: parameters.embedding.toArray(),
  };
}
//# sourceMappingURL=../.maps/experiments/names.ts.map
