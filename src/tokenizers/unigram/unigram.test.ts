// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../random/xoshiro128.ts";
import { countPreTokens } from "../bpe/bpe.ts";
import { byteTokenizer } from "../byte.ts";
import { orderZeroBits } from "../order-zero.ts";
import { patterns, preTokensOf, splitBy } from "../pre-tokenizer.ts";
import { decode, decodeBytes } from "../tokenizer.ts";
import { encodeUtf8 } from "../utf-8.ts";
import { latticeOf, viterbi } from "./lattice.ts";
import { emStep, prune, removalLosses, trainUnigram, trieOf, type UnigramModel } from "./train.ts";
import { readTokenizerJson, writeUnigramJson } from "../files/tokenizer-json.ts";
import { unigramTokenizer, type UnigramTokenizer } from "./unigram.ts";

const split = splitBy(patterns.gpt2);
const text = "the sea, the seas, and the whale; whales whale the whalers, and the sea has seen whalers and whaleboats ".repeat(3);
const words = Array.from(countPreTokens(preTokensOf(split, text)), ([preToken, count]) => ({ bytes: encodeUtf8(preToken), count }));
const model = trainUnigram(countPreTokens(preTokensOf(split, text)), { vocabularySize: 280 });
/** The log-probability of the best segmentations of all words. */
const best = ({ tokens, logP }: UnigramModel) => {
  const trie = trieOf({ tokens, logP });
  return words.reduce((sum, { bytes, count }) => sum + count * viterbi(latticeOf(trie, bytes), logP).reduce((inner, id) => inner + logP[id]!, 0), 0);
};

test("a model has as many tokens as were asked for, the bytes among them, each once, and probabilities that sum to 1", () => {
  expect(model.tokens).toHaveLength(280);
  expect(model.tokens.slice(0, 256).map((token) => [...token])).toEqual(Array.from({ length: 256 }, (_, byte) => [byte]));
  expect(new Set(model.tokens.map(String)).size).toBe(280);
  expect(model.logP.reduce((sum, each) => sum + Math.exp(each), 0)).toBeCloseTo(1, 12);
});

test("a text with too few substrings that repeat gives fewer tokens", () => {
  expect(trainUnigram(new Map([["ab", 1]]), { vocabularySize: 300 }).tokens).toHaveLength(256);
  expect(trainUnigram(new Map([["ab", 2]]), { vocabularySize: 300 }).tokens).toHaveLength(257);
});

test("the seeds are the substrings that cover the most bytes, no longer than asked for", () => {
  const longer = (options: { readonly longest?: number; readonly seeds?: number }) => trainUnigram(new Map([["abcabc", 1], ["abc", 1], ["bc", 1]]), { vocabularySize: 257, seeds: 257, ...options }).tokens.slice(256).map(String);
  expect(longer({})).toEqual([String([..."abc"].map((c) => c.charCodeAt(0)))]); // three times three bytes, and bc four times two
  expect(longer({ longest: 2 })).toEqual([String([98, 99])]);
  expect(longer({ longest: 1 })).toEqual([]);
});

test("a step of EM never lowers the likelihood with the pseudocounts of the bytes", () => {
  const objective = (logLikelihood: number, { logP }: UnigramModel) => logLikelihood + logP.subarray(0, 256).reduce((sum, each) => sum + each, 0);
  let now: UnigramModel = { tokens: model.tokens, logP: Float64Array.from(model.tokens, () => -Math.log(280)) };
  let before = -Infinity;
  for (let i = 0; i < 30; i++) {
    const { next, logLikelihood } = emStep(now, words);
    const reached = objective(logLikelihood, now);
    expect(reached).toBeGreaterThanOrEqual(before - 1e-9);
    [now, before] = [next, reached];
  }
});

test("a removed token costs the best segmentations no more than its loss", () => {
  const losses = removalLosses(model, words);
  for (let id = 256; id < 280; id++) {
    const kept = Array.from(model.tokens.keys()).filter((each) => each !== id);
    const left = { tokens: kept.map((each) => model.tokens[each]!), logP: Float64Array.from(kept, (each) => model.logP[each]!) };
    expect(best(model) - best(left)).toBeLessThanOrEqual(losses[id]! + 1e-9);
  }
  expect(losses.slice(0, 256)).toEqual(new Array(256).fill(0));
});

test("pruning keeps the bytes and the tokens of the largest losses, and divides what it frees", () => {
  const losses = removalLosses(model, words);
  const pruned = prune(model, words, 260);
  const kept = Array.from({ length: 24 }, (_, i) => 256 + i).sort((one, other) => losses[other]! - losses[one]! || one - other).slice(0, 4).sort((one, other) => one - other);
  expect(pruned.tokens.slice(256)).toEqual(kept.map((id) => model.tokens[id]));
  expect(pruned.logP.reduce((sum, each) => sum + Math.exp(each), 0)).toBeCloseTo(1, 12);
  expect(pruned.logP[0]! - pruned.logP[97]!).toBeCloseTo(model.logP[0]! - model.logP[97]!, 12);
});

test("training tells of its steps: two for each size, and sizes fall by a quarter", () => {
  const told: [number, number][] = [];
  trainUnigram(countPreTokens(preTokensOf(split, text)), { vocabularySize: 260, seeds: 400, watch: (size, logLikelihood) => told.push([size, logLikelihood]) });
  const sizes = told.map(([size]) => size);
  expect(sizes[0]).toBe(sizes[1]);
  expect([...new Set(sizes)]).toEqual([sizes[0], Math.max(260, Math.floor(0.75 * sizes[0]!)), 260].filter((size, i, all) => all.indexOf(size) === i));
  expect(told.every(([, logLikelihood]) => logLikelihood < 0)).toBe(true);
});

test("any text can be encoded and decoded, sampled segmentations as well", () => {
  const tokenizer = unigramTokenizer(model, split);
  fc.assert(fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom("the", " ", "sea", "whale", "é", "🐋") })), fc.integer(), (some, seed) => {
    expect(decode(tokenizer, tokenizer.encode(some))).toBe(some);
    expect(decodeBytes(tokenizer, tokenizer.sample(some, randomFrom(seed), 0.5))).toEqual(encodeUtf8(some));
  }));
  expect(tokenizer.encode("the whale the whale")).toEqual(tokenizer.encode("the whale the whale"));
});

test("sharp samples are the most probable segmentation, and flat ones differ", () => {
  const tokenizer = unigramTokenizer(model, split);
  const ids = tokenizer.encode("the whalers");
  expect(tokenizer.sample("the whalers", randomFrom(1), 1000)).toEqual(ids);
  const lengths = Array.from({ length: 30 }, (_, seed) => tokenizer.sample("the whalers", randomFrom(seed), 0).length);
  expect(new Set(lengths).size).toBeGreaterThan(3);
});

test("tokenizer.json gives back the model, special tokens and pattern", () => {
  const tokenizer = unigramTokenizer(model, split, new Map([["<|end|>", 280], ["<|pad|>", 281]]));
  const again = readTokenizerJson(writeUnigramJson(tokenizer));
  expect([again.size, again.tokens, again.special]).toEqual([282, tokenizer.tokens, tokenizer.special]);
  expect((again as UnigramTokenizer).model).toEqual(model);
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("the", " ", "sea", "whale", "é", "<|end|>", "12") }), (some) => {
    expect(again.encode(some)).toEqual(tokenizer.encode(some));
    expect(decode(again, again.encode(some))).toBe(some);
  }));
});

test("a file that is no unigram model over bytes is refused", () => {
  const file = JSON.parse(writeUnigramJson(unigramTokenizer(model, split)));
  const withModel = (changes: object) => () => readTokenizerJson(JSON.stringify({ ...file, model: { ...file.model, ...changes } }));
  expect(withModel({ byte_fallback: true })).toThrow(new RangeError("tokenizer.json: byte_fallback is true, and is not read"));
  for (const vocab of [undefined, { a: 1 }, [["a"]], [[1, 2]]]) expect(withModel({ vocab })).toThrow(new RangeError("tokenizer.json: the vocabulary of a unigram model is a list of tokens with numbers"));
  expect(withModel({ vocab: [["\u2581the", -1]] })).toThrow(new RangeError('fromCharacters: "\u2581" stands for no byte'));
  expect(() => unigramTokenizer(model, split, new Map([["<|end|>", 281]]))).toThrow(new RangeError('unigramTokenizer: the id of "<|end|>" is 281, and the next one is 280'));
});

test("frequencies alone give equally frequent bytes equal shares", () => {
  // of 512 counts, one added to each of 256, four bytes have 65 and the others 1
  expect(orderZeroBits(byteTokenizer, "abcd".repeat(64), "dcba")).toBeCloseTo(Math.log2(512 / 65), 12);
  expect(orderZeroBits(byteTokenizer, "", "é")).toBe(8);
});

test("a vocabulary that does not hold the bytes is refused", () => {
  for (const vocabularySize of [255, 256.5, NaN]) expect(() => trainUnigram(new Map(), { vocabularySize })).toThrow(new RangeError(`trainUnigram: the vocabulary is ${vocabularySize}, and not a whole number from 256, one for each byte`));
});
//# sourceMappingURL=../../.maps/tokenizers/unigram/unigram.test.ts.map
