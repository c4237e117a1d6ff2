// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
/** What a trained attention model reads at one character of a text, and what it expects behind it. */
import { softmax } from "../../ops/softmax.ts";
import { asTensor } from "../../tensor-core.ts";
import { encode, type Vocabulary } from "../../tokenizers/vocabulary.ts";
import { attentionLogits, type AttentionLmParameters } from "./attention-lm.ts";
import { attentionPatterns } from "./probes.ts";

/** A trained model, with what reading a text takes. */
export interface TrainedAttentionLm {
  readonly parameters: AttentionLmParameters;
  /** How many characters it reads at most, the last ones. */
  readonly context: number;
  readonly vocabulary: Vocabulary;
}

/** What it reads at one character. */
export interface Reading {
  /** The characters of the text that the model knows, up to `LONGEST`. */
  readonly tokens: readonly string[];
  /** How many more there are. */
  readonly left: number;
  /** Those that it does not know, each once. */
  readonly unknown: readonly string[];
  /** Where the character stands that reads, from 0 on; −1 in a text without one. */
  readonly query: number;
  /** Where the first stands that it reads. */
  readonly from: number;
  /** For each layer, the attention weights of the characters from `from` up to `query`. */
  readonly layers: readonly (readonly number[])[];
  /** The known characters with their probabilities to be next, the most probable first. */
  readonly next: readonly { readonly token: string; readonly probability: number }[];
}

/** So many characters of a text are read. */
export const LONGEST = 160;

/**
 * What the model reads at a character, counted from 1; at the last if the text has fewer. Characters that the model does not know are left out.
 * Throws `RangeError` for what is no whole number from 1 on.
 */
export function readAt(model: TrainedAttentionLm, text: string, character: number): Reading {
  if (!(Number.isInteger(character) && character >= 1)) throw new RangeError(`readAt: no character ${character}; the first is 1`);
  const known = new Set(model.vocabulary.tokens);
  const [all, unknown] = [[...text].filter((each) => known.has(each)), [...new Set(text)].filter((each) => !known.has(each))];
  const tokens = all.slice(0, LONGEST);
  const query = Math.min(character, tokens.length) - 1;
  const from = Math.max(0, query + 1 - model.context);
  const read = tokens.slice(from, query + 1);
  return { tokens, left: all.length - tokens.length, unknown, query, from, ...(read.length === 0 ? { layers: [], next: [] } : lastRows(model, read.join(""))) };
}

/** The last rows of the attention patterns, and the probabilities behind the last token. */
function lastRows({ parameters, vocabulary }: TrainedAttentionLm, read: string): Pick<Reading, "layers" | "next"> {
  const encoded = encode(vocabulary, read);
  const ids = asTensor(encoded, { shape: [1, encoded.length] });
  const p = softmax(attentionLogits(parameters, ids)).dataSync().slice(-vocabulary.size);
  return {
    layers: attentionPatterns(parameters, ids).map((P) => [...P.dataSync().slice(-encoded.length)]),
    next: vocabulary.tokens.map((token, id) => ({ token, probability: p[id]! })).sort((one, other) => other.probability - one.probability),
  };
}
//# sourceMappingURL=../../.maps/models/attention-lm/reading.ts.map
