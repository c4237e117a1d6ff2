// Tangled from book/04-neural-lm/10-exercises.md. Edit the book, then: npm run tangle
/** What the demonstration of Chapter 4 trains on, and with. */
import { calm, lossOf, mlp, type MlpParameters, type MlpShape } from "../../models/mlp-lm/mlp-lm.ts";
import { streamsFrom } from "../../random/streams.ts";
import { split, type Split } from "../../data/split.ts";
import { encode, vocabularyOf, withStranger, type Vocabulary } from "../../tokenizers/vocabulary.ts";
import { everyOf, windowsOf, type Examples } from "../../data/examples.ts";
import type { Experiment } from "../../train/training-loop.ts";
import { fallingRate } from "../../train/train.ts";
import { sgd } from "../../optim/sgd.ts";
import { textFor } from "../ngram/text.ts";
import type { NeuralOptions } from "./options.ts";

/** A text in parts, its vocabulary, the network before training, and how it is trained. */
export interface Ground {
  readonly parts: Split;
  readonly vocabulary: Vocabulary;
  readonly shape: MlpShape;
  readonly start: MlpParameters;
  readonly trial: Experiment<MlpParameters>;
  /** All held-out examples, of which the trial is marked on every `stride`th. */
  readonly heldOut: Examples;
  readonly stride: number;
}

/** A mark is made on no more examples than these, so that it takes less time than the steps between. */
const MARKED_ON = 4000;

/** Throws `BadInput` if the text cannot be used. */
export function groundFor(options: NeuralOptions): Ground {
  const { context, features, width, seed, batch, every } = options;
  const parts = split(textFor(options.file));
  const vocabulary = withStranger(vocabularyOf(parts.training));
  const shape = { context, features, width, faces: vocabulary.faces };
  const [random] = streamsFrom(seed);
  const ids = encode(vocabulary, parts.text);
  const heldOut = windowsOf(ids, context, parts.cut);
  const stride = Math.ceil(heldOut.count / MARKED_ON);
  return {
    parts,
    vocabulary,
    shape,
    start: mlp(shape, random!, calm(shape)),
    trial: { lossOf, examples: windowsOf(ids, context, context, parts.cut), heldOut: everyOf(heldOut, stride), batch, every, seed, optimizer: sgd(fallingRate(options.rate, options.steps)) },
    heldOut,
    stride,
  };
}
//# sourceMappingURL=../../.maps/demos/mlp-lm/setup.ts.map
