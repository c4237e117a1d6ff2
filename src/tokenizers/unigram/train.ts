// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
/** Trains a unigram language model of tokens by expectation–maximisation and pruning. */
// Import what the unigram trainer uses
import { addExpectedCounts, latticeOf, viterbi, without } from "./lattice.ts";
import { Trie } from "./trie.ts";
import { encodeUtf8 } from "../utf-8.ts";

// Describe the unigram model
/** Tokens by id, the first 256 the single bytes, and their log-probabilities. */
export interface UnigramModel {
  readonly tokens: readonly Uint8Array[];
  readonly logP: Float64Array;
}

/** The trie of a model’s tokens. */
export function trieOf({ tokens }: UnigramModel): Trie {
  const trie = new Trie();
  tokens.forEach((bytes, id) => trie.add(bytes, id));
  return trie;
}

/** A pre-token of the training text, and how often it occurs. */
export interface CountedPreToken {
  readonly bytes: Uint8Array;
  readonly count: number;
}

// Train by EM and pruning
/** How a unigram model is trained. */
export interface UnigramTraining {
  readonly vocabularySize: number;
  /** How many tokens the training begins with, at most; 8 · `vocabularySize` by default. */
  readonly seeds?: number;
  /** Bytes of the longest token; 16 by default. */
  readonly longest?: number;
  /** Is told of each step of EM: the number of tokens, and the log-likelihood before. */
  readonly watch?: (size: number, logLikelihood: number) => void;
}

/**
 * A model of `vocabularySize` tokens, or fewer where the pre-tokens have no more
 * substrings that repeat. Throws `RangeError` for fewer than 256.
 */
export function trainUnigram(
  preTokens: ReadonlyMap<string, number>,
  training: UnigramTraining,
): UnigramModel {
  const { vocabularySize: V, seeds = 8 * V, longest = 16, watch } = training;
  // Refuse a vocabulary that does not hold all bytes
  if (!(Number.isInteger(V) && V >= 256)) throw new RangeError(`trainUnigram: the vocabulary is ${V}, and not a whole number from 256, one for each byte`);
  const words = Array.from(preTokens, ([preToken, count]) =>
    ({ bytes: encodeUtf8(preToken), count }));
  let model = seedModel(words, Math.max(seeds, V), longest);
  for (;;) {
    for (let i = 0; i < 2; i++) {
      const { next, logLikelihood } = emStep(model, words);
      watch?.(model.tokens.length, logLikelihood);
      model = next;
    }
    const size = model.tokens.length;
    if (size <= V) return model;
    model = prune(model, words, Math.max(V, Math.floor(0.75 * size)));
  }
}

// Begin with frequent substrings
/** The bytes, and the substrings that occur at least twice, most bytes covered first; probabilities in proportion to their counts. */
function seedModel(words: readonly CountedPreToken[], size: number, longest: number): UnigramModel {
  const counts = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) counts.set(String.fromCharCode(byte), 0);
  for (const { bytes, count } of words) {
    const text = String.fromCharCode(...bytes);
    for (let i = 0; i < text.length; i++) {
      for (let j = i + 1; j <= Math.min(text.length, i + longest); j++) {
        const part = text.slice(i, j);
        counts.set(part, (counts.get(part) ?? 0) + count);
      }
    }
  }
  const bytes = [...counts].slice(0, 256);
  const longer = [...counts].slice(256).filter(([part, count]) => part.length > 1 && count > 1);
  longer.sort(([one, m], [other, n]) => n * other.length - m * one.length || (one < other ? -1 : 1));
  const kept = [...bytes, ...longer.slice(0, size - 256)];
  return normalised(kept.map(([part]) => Uint8Array.from(part, (c) => c.charCodeAt(0))), kept.map(([, count]) => count));
}

// Take a step of EM
/** One step of expectation–maximisation, and the log-likelihood before it. */
export function emStep(
  model: UnigramModel,
  words: readonly CountedPreToken[],
): { readonly next: UnigramModel; readonly logLikelihood: number } {
  const { tokens, logP } = model;
  const trie = trieOf(model);
  const counts = new Float64Array(tokens.length);
  let logLikelihood = 0;
  for (const { bytes, count } of words) {
    const lattice = latticeOf(trie, bytes);
    logLikelihood += count * addExpectedCounts(lattice, logP, count, counts);
  }
  return { next: normalised(tokens, counts), logLikelihood };
}

/** Probabilities in proportion to counts, to which a byte adds 1, so that every text has a segmentation. */
function normalised(tokens: readonly Uint8Array[], counts: ArrayLike<number>): UnigramModel {
  const added = Float64Array.from(counts, (count, id) => count + (id < 256 ? 1 : 0));
  const total = added.reduce((sum, count) => sum + count, 0);
  return { tokens, logP: added.map((count) => Math.log(count / total)) };
}

// Bound what the removal of each token costs
/**
 * For each token, at most how much the log-probability of the best segmentations
 * falls when it is removed; 0 for bytes, which stay.
 */
export function removalLosses(
  model: UnigramModel,
  words: readonly CountedPreToken[],
): number[] {
  const { tokens, logP } = model;
  const trie = trieOf(model);
  const used = new Float64Array(tokens.length);
  for (const { bytes, count } of words) {
    for (const id of viterbi(latticeOf(trie, bytes), logP)) used[id]! += count;
  }
  return tokens.map((bytes, id) => {
    if (id < 256 || used[id] === 0) return 0;
    const instead = viterbi(without(latticeOf(trie, bytes), id), logP);
    return used[id]! * instead.reduce((loss, part) => loss - logP[part]!, logP[id]!);
  });
}

// Prune the tokens that are missed least
/** The model with `size` tokens: the bytes, and those with the largest losses. */
export function prune(model: UnigramModel, words: readonly CountedPreToken[], size: number): UnigramModel {
  const { tokens, logP } = model;
  const losses = removalLosses(model, words);
  // Keep the bytes and the tokens with the largest losses
  const longer = Array.from(tokens.keys()).slice(256).sort((one, other) => losses[other]! - losses[one]! || one - other);
  const kept = [...Array.from(tokens.keys()).slice(0, 256), ...longer.slice(0, size - 256).sort((one, other) => one - other)];
  const rest = Math.log(kept.reduce((sum, id) => sum + Math.exp(logP[id]!), 0));
  return { tokens: kept.map((id) => tokens[id]!), logP: Float64Array.from(kept, (id) => logP[id]! - rest) };
}
//# sourceMappingURL=../../.maps/tokenizers/unigram/train.ts.map
