// Tangled from book/04-neural-lm/10-one-interface.md. Edit the book, then: npm run tangle
/** The interface of all language models, counted or trained, and what works with any of them. */
// Import what a language model is made of
import type { Distribution } from "../information/entropy.ts";
import type { GenerationRequest } from "./ngram/generate.ts";
import { sampleInverseCdf } from "../generate/inverse-cdf.ts";
import { softmax } from "../ops/softmax.ts";
import type { Random } from "../random/random.ts";
import { asTensor, type Tensor } from "../tensor-core.ts";
import { lastCharacters } from "../tokenizers/characters.ts";
import { encode, type Vocabulary } from "../tokenizers/vocabulary.ts";

/** What a model has read of some sequences and need not read again. It belongs to one model, and grows with each forward pass that is given it. */
export interface Cache {
  /** How many tokens of each sequence were read. */
  readonly length: number;
}

// Define the interface of language models
/** A model that predicts the next token from those before it. */
export interface LanguageModel {
  readonly vocabulary: Vocabulary;
  /** The maximal number of tokens in a context. */
  readonly contextLength: number;
  /** An empty cache for `batch` sequences. */
  cacheFor(batch: number): Cache;
  /**
   * The logits of what comes after each token.
   * ids: [batch, time], int32; the result: [batch, time, vocabularySize].
   * With a cache, the ids continue the tokens read before and are added to it.
   */
  forward(ids: Tensor, cache?: Cache): Tensor;
}

// Read a text with a language model
/** The id of the start token, which precedes every text: one more than the last id. */
export function startId({ size }: Vocabulary): number {
  return size;
}

/** Reads a text token by token. */
export interface Reader {
  /** The predictive distribution of the next token. */
  distribution(): Distribution;
  /** Reads a token. Throws `RangeError` for an id that the model does not know. */
  read(id: number): void;
}

/** A reader that has read a text. Throws `RangeError` for a character of it that has no id. */
export function readerOf(model: LanguageModel, text = ""): Reader {
  // what lies farther back makes no difference
  return readerAfter(model, encode(model.vocabulary, lastCharacters(text, model.contextLength)));
}

/** A reader that has read tokens. Throws `RangeError` for an id that the model does not know. */
export function readerAfter(
  { vocabulary, contextLength, cacheFor, forward }: LanguageModel,
  read: ArrayLike<number>,
): Reader {
  const cache = cacheFor(1);
  const logitsAfter = (ids: readonly number[]) =>
    forward(asTensor(Int32Array.from(ids), { shape: [1, ids.length] }), cache);
  const known = [startId(vocabulary), ...Array.from(read)];
  let logits = logitsAfter(known.slice(-Math.max(1, contextLength)));
  return {
    distribution: () => [...softmax(logits).dataSync().slice(-vocabulary.size)],
    read: (id) => void (logits = logitsAfter([id])),
  };
}

// Sample a continuation
/**
 * Continues a prompt without unknown characters. `process` maps each distribution over the known tokens before one is sampled from it.
 * Throws `RangeError` for a character of the prompt that has no id.
 */
export function sample(model: LanguageModel, random: Random, { prompt, length }: GenerationRequest, process: (p: Distribution) => Distribution = (p) => p): string {
  const { tokens } = model.vocabulary;
  const reader = readerOf(model, prompt);
  let written = "";
  for (let i = 0; i < length; i++) {
    const p = reader.distribution().slice(0, tokens.length);
    const sum = p.reduce((left, right) => left + right, 0);
    const id = sampleInverseCdf(process(p.map((chance) => chance / sum)), random);
    written += tokens[id]!;
    reader.read(id);
  }
  return written;
}

/**
 * Continues a sequence of tokens by `length` ids. `process` maps each distribution before a
 * token is sampled from it. Throws as `readerAfter` does.
 */
export function sampleIds(
  model: LanguageModel,
  random: Random,
  { prompt, length }: { readonly prompt: ArrayLike<number>; readonly length: number },
  process: (p: Distribution) => Distribution = (p) => p,
): number[] {
  const reader = readerAfter(model, prompt);
  const ids: number[] = [];
  while (ids.length < length) {
    const id = sampleInverseCdf(process(reader.distribution()), random);
    ids.push(id);
    reader.read(id);
  }
  return ids;
}
//# sourceMappingURL=../.maps/models/language-model.ts.map
