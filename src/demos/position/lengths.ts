// Tangled from book/09-position/05-context-extension.md. Edit the book, then: npm run tangle
/** The loss of a model by the length of the windows that it reads. */
import { data } from "../../data/files.ts";
import { splitItems } from "../../data/parts.ts";
import { textSequences, type Sequences } from "../../data/sequences.ts";
import { splitText } from "../../data/split.ts";
import type { GptConfig } from "../../models/gpt/gpt.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { encodeCompactly, type Vocabulary } from "../../tokenizers/vocabulary.ts";
import { textFor } from "../ngram/text.ts";
import { isNames } from "../optimizers/corpus.ts";
import type { PositionOptions } from "./options.ts";

/** Characters that are predicted in a window, and windows that are tested, at most. */
const [SCORED, MOST] = [8, 256];

/** For each length the windows that are tested, all with the same characters to predict; null for a length that is longer than the validation part. */
export function windowsByLength(options: Pick<PositionOptions, "corpus" | "file" | "testLengths">, vocabulary: Vocabulary): readonly { readonly length: number; readonly windows: Sequences | null }[] {
  const text = isNames(options) ? validationNames() : splitText(textFor(options.file)).validation;
  const ids = encodeCompactly(vocabulary, text);
  const fitting = options.testLengths.filter((length) => length < ids.length);
  // the first character that has as many before it as the longest window reads
  const from = Math.max(0, ...fitting) - SCORED + 1;
  const stride = Math.max(SCORED, Math.ceil((ids.length - from) / MOST));
  return options.testLengths.map((length) => ({ length, windows: fitting.includes(length) ? textSequences(ids, { length, scored: SCORED, stride, from }) : null }));
}

/** The validation part of the names, a line each, as the training has it. */
const validationNames = (): string => `${splitItems(data("names.txt").trim().split("\n"), randomFrom(1851)).validation.join("\n")}\n`;

/** The configuration for windows of a length: rotary frequencies scaled where it is longer than those of training. */
export function configFor(config: GptConfig, { scaling, trainLength }: Pick<PositionOptions, "scaling" | "trainLength">, length: number): GptConfig {
  if (scaling === null || length <= trainLength) return config;
  const factor = length / trainLength;
  return { ...config, positions: { scheme: "rotary", scaling: scaling === "interpolation" || scaling === "ntk" ? { kind: scaling, factor } : { kind: scaling, factor, context: trainLength } } };
}
//# sourceMappingURL=../../.maps/demos/position/lengths.ts.map
