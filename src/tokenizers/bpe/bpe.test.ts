// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitBy } from "../pre-tokenizer.ts";
import { decode, decodeBytes } from "../tokenizer.ts";
import { encodeUtf8 } from "../utf-8.ts";
import { bpeTokenizer, countPreTokens, trainBpe } from "./bpe.ts";
import { mergeNaively, mergerOf } from "./encode.ts";
import { heap } from "./heap.ts";
import { mergesOf } from "./merges.ts";
import { pairTable } from "./pair-table.ts";
import { trainMerges } from "./train.ts";
import { replacePair, trainNaively } from "./train-naively.ts";

/** Texts of few letters, in which pairs repeat and overlap. */
const texts = fc.string({ unit: fc.constantFrom("a", "b", "c", " ", "é", "🐋"), maxLength: 60 });
const preTokens = fc.array(fc.tuple(texts, fc.integer({ min: 1, max: 4 })), { maxLength: 8 }).map((entries) => new Map(entries));

describe("training", () => {
  test("with an index and a heap makes the merges that counting again makes", () => {
    fc.assert(fc.property(preTokens, fc.nat(60), (counts, most) => {
      expect(trainMerges(counts, most)).toEqual(trainNaively(counts, most));
    }), { numRuns: 500 });
  });

  test("of Wikipedia's example makes the tokens that Wikipedia gives it", () => {
    // Z = aa, Y = ab, X = ZY; the result is XdXac
    const counts = countPreTokens(["aaabdaaabac"]);
    const merges = (pairs: readonly (readonly [number, number])[]) => pairs.map((pair) => pair.join(" + "));
    expect(merges(trainNaively(counts, 3))).toEqual(["97 + 97", "97 + 98", "256 + 257"]);
    expect([...trainBpe("aaabdaaabac", { size: 259 }).encode("aaabdaaabac")]).toEqual([258, 100, 258, 97, 99]);
  });

  test("ends where no pair occurs twice, or with as many merges as were asked for", () => {
    expect(trainMerges(countPreTokens(["abcd"]), 9)).toEqual([]);
    expect(trainMerges(countPreTokens(["abab"]), 9)).toEqual([[97, 98]]);
    expect(trainMerges(countPreTokens(["abab"]), 0)).toEqual([]);
    expect(trainMerges(new Map([["ab", 2]]), 9)).toEqual([[97, 98]]);
    expect(trainMerges(new Map(), 9)).toEqual([]);
  });

  test("takes the smallest ids of the pairs that are as frequent", () => {
    expect(trainMerges(countPreTokens(["cdcd", "abab"]), 1)).toEqual([[97, 98]]);
    expect(trainMerges(countPreTokens(["bcbc", "baba"]), 1)).toEqual([[98, 97]]);
    expect(trainNaively(countPreTokens(["bcbc", "baba"]), 1)).toEqual([[98, 97]]);
  });

  test("merges from the left in a run of one letter", () => {
    expect([...trainBpe("aaaaa", { size: 257 }).encode("aaaaa")]).toEqual([256, 256, 97]);
    expect(trainMerges(countPreTokens(["aaaaaaaa"]), 9)).toEqual([[97, 97], [256, 256]]);
  });
});

describe("encoding", () => {
  const merges = fc.tuple(preTokens, fc.nat(40)).map(([counts, most]) => mergesOf(trainMerges(counts, most)));

  test("with a heap is what the definition gives", () => {
    fc.assert(fc.property(merges, texts, (table, text) => {
      const bytes = encodeUtf8(text);
      const ids = Int32Array.from(bytes);
      const n = mergerOf(table)(ids, ids.length);
      expect([...ids.subarray(0, n)]).toEqual(mergeNaively(table, [...bytes]));
    }), { numRuns: 500 });
  });

  test("is not that by the longest match", () => {
    const tokenizer = bpeTokenizer(mergesOf([[98, 99], [97, 98]])); // bc, then ab
    expect([...tokenizer.encode("abc")]).toEqual([97, 256]);
    expect([...tokenizer.encode("ab")]).toEqual([257]);
  });

  test("can be decoded, whatever was learned, and whatever bytes there are", () => {
    fc.assert(fc.property(merges, fc.oneof(texts, fc.string({ unit: "grapheme" })), (table, text) => {
      const tokenizer = bpeTokenizer(table);
      expect(decode(tokenizer, tokenizer.encode(text))).toBe(text);
      expect(decodeBytes(tokenizer, tokenizer.encode(text))).toEqual(encodeUtf8(text));
    }));
  });

  test("of the text that was learned from is what training left of it", () => {
    fc.assert(fc.property(texts, fc.nat(20), (text, most) => {
      const pairs = trainNaively(countPreTokens([text]), most);
      const table = mergesOf(pairs);
      const left = pairs.reduce((ids, pair, k) => replacePair(ids, pair, 256 + k), [...encodeUtf8(text)]);
      expect([...bpeTokenizer(table).encode(text)]).toEqual(left);
    }));
  });

  test("of a megabyte of one letter takes no square of its length", () => {
    const tokenizer = trainBpe("a".repeat(4096), { size: 300 });
    const n = 2 ** 20 + 1;
    // the longest token has 2048 letters: 4096 = 2 of them, and 2 of them occur once
    expect([...tokenizer.encode("a".repeat(n))]).toEqual([...new Array(512).fill(266), 97]);
  });

  test("a pre-token that is not remembered is encoded as one that is", () => {
    const tokenizer = trainBpe("abcabc ", { size: 260, split: splitBy(" ?[^ ]+| +") });
    const long = `${"abc".repeat(40)} abc`;
    expect(tokenizer.encode(long)).toEqual(tokenizer.encode(long));
    expect(decode(tokenizer, tokenizer.encode(long + long))).toBe(long + long);
  });
});

test("ids of special tokens follow those of the merges, and their names are text like any other", () => {
  const tokenizer = trainBpe("abab", { size: 258, special: ["<|end|>"] });
  expect([tokenizer.size, tokenizer.special.get("<|end|>")]).toEqual([258, 257]);
  expect([...tokenizer.encode("<|end|>")]).toEqual([...encodeUtf8("<|end|>")]);
  expect(decode(tokenizer, [256, 257])).toBe("ab<|end|>");
});

test("special tokens may leave ids free, but take none that is another's", () => {
  const table = mergesOf([[97, 98]]);
  const tokenizer = bpeTokenizer(table, { special: new Map([["<end>", 260]]) });
  expect([tokenizer.size, tokenizer.tokens[258]]).toEqual([261, undefined]);
  expect(() => decode(tokenizer, [258])).toThrow(new RangeError("decode: 258 is not the id of a token"));
  expect(() => bpeTokenizer(table, { special: new Map([["<end>", 256]]) })).toThrow(new RangeError('bpeTokenizer: the id 256 of "<end>" is not free'));
  expect(() => bpeTokenizer(table, { special: new Map([["<end>", -1]]) })).toThrow(RangeError);
});

test("what cannot be is refused", () => {
  expect(() => trainBpe("a", { size: 255 })).toThrow(new RangeError("trainBpe: a vocabulary of 255 does not hold 256 bytes and 0 special tokens"));
  expect(() => trainBpe("a", { size: 256, special: ["x"] })).toThrow(RangeError);
  expect(() => mergesOf([[97, 256]])).toThrow(new RangeError("mergesOf: merge 0 joins 97 and 256, and the tokens before it are 0 to 255"));
});

test("a table of pairs is a map of pairs", () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(2 ** 20), fc.nat(999)), { maxLength: 300 }), (entries) => {
    const [table, reference] = [pairTable(), new Map<string, number>()];
    for (const [left, right, value] of entries) {
      table.set(left, right, value);
      reference.set(`${left} ${right}`, value);
    }
    expect(table.size).toBe(reference.size);
    for (const [left, right] of entries) {
      expect(table.get(left, right)).toBe(reference.get(`${left} ${right}`));
      expect(table.get(right, left)).toBe(reference.get(`${right} ${left}`) ?? -1);
    }
  }));
});

test("a heap gives back what was put in, in order", () => {
  fc.assert(fc.property(fc.array(fc.integer()), (entries) => {
    const queue = heap((one, other) => one < other);
    entries.forEach(queue.push);
    expect(Array.from({ length: entries.length + 1 }, () => queue.pop())).toEqual([...entries.sort((one, other) => one - other), undefined]);
  }));
});
//# sourceMappingURL=../../.maps/tokenizers/bpe/bpe.test.ts.map
