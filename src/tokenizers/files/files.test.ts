// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { data } from "../../data/files.ts";
import { bpeTokenizer, trainBpe, type BpeTokenizer } from "../bpe/bpe.ts";
import { mergesOfRanks, pairsOf } from "../bpe/ranks.ts";
import { gpt2 } from "../../data/gpt2.ts";
import { patterns, splitBy } from "../pre-tokenizer.ts";
import { decode } from "../tokenizer.ts";
import { encodeUtf8 } from "../utf-8.ts";
import { byteOrder, fromCharacters, toCharacters } from "./byte-characters.ts";
import { readMergesTxt } from "./merges-txt.ts";
import { readRanks, writeRanks } from "./tiktoken.ts";
import { readTokenizerJson, writeTokenizerJson } from "./tokenizer-json.ts";

const trained = trainBpe("the whale, the white whale; the 12 whales\n", { size: 300, split: splitBy(patterns.cl100k), special: ["<|end|>"] });
const texts = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom("the", " ", "whale", "1", "\n", "é") }));

test("every byte has a printable character of its own", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const written = toCharacters(bytes);
  expect(new Set(written).size).toBe(256);
  expect(written).toMatch(/^[\p{L}\p{N}\p{P}\p{S}]+$/u);
  expect(fromCharacters(written)).toEqual(bytes);
  expect(toCharacters([0x20, 0x0a, 0xe9, 0x41])).toBe("ĠĊéA");
  expect([...byteOrder].sort((one, other) => one - other)).toEqual([...bytes]);
  expect(() => fromCharacters("a b")).toThrow(new RangeError('fromCharacters: " " stands for no byte'));
});

test("GPT-2's merges are the file that book/data/README.md describes", () => {
  expect(createHash("sha256").update(data("gpt2-merges.txt")).digest("hex")).toBe("ac33235097fe06d4a8fff0feac994644809e6eb6ab70669e1e9fd40ae032428e");
  const tokenizer = gpt2();
  expect([tokenizer.size, tokenizer.special.get("<|endoftext|>")]).toEqual([50257, 50256]);
  expect([...tokenizer.encode("Hello, I'm a language model,")]).toEqual([15496, 11, 314, 1101, 257, 3303, 2746, 11]);
});

describe("a file of merges", () => {
  test("may have its version in the first line, and Windows line ends", () => {
    expect(readMergesTxt("#version: 0.2\r\nĠ t\r\nh e\r\n").tokens.slice(256).map((bytes) => String.fromCharCode(...bytes!))).toEqual([" t", "he"]);
    expect(readMergesTxt("# #\n").tokens).toHaveLength(257);
  });

  test.each([["h e\nth e\n", 2], ["h\n", 1], ["h e r\n", 1]])("%j is refused", (text, line) => {
    expect(() => readMergesTxt(text)).toThrow(new RangeError(`readMergesTxt: line ${line} is not two tokens that are made before`));
  });
});

describe("a file of ranks", () => {
  test("gives back the merges, which follow from the tokens", () => {
    const merges = readRanks(writeRanks(trained.merges));
    expect(merges.tokens).toEqual(trained.merges.tokens);
    expect(pairsOf(merges)).toEqual(pairsOf(trained.merges));
    const again = bpeTokenizer(merges, { split: trained.split });
    fc.assert(fc.property(texts, (text) => {
      expect(again.encode(text)).toEqual(trained.encode(text));
    }));
  });

  test("cannot say that a later merge has a smaller id", () => {
    const { results, ...merges } = trained.merges;
    expect(() => writeRanks({ ...merges, results: results.toReversed() })).toThrow(new RangeError("writeRanks: the order of the ids is not that of the merges"));
  });

  test("says which line is wrong", () => {
    for (const [text, line] of [["QQ== 0\nQQ==\n", 2], ["QQ== 0\nQg== 0\n", 2], ["Q Q 0\n", 1], ["QQ== 99999999\n", 1]] as const) {
      expect(() => readRanks(text)).toThrow(new RangeError(`readRanks: line ${line} is not a token in base64 and a rank of its own`));
    }
  });

  const bytes = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));

  test("needs every byte, and bytes of its own for each token", () => {
    expect(() => readRanks("QQ== 0\n")).toThrow(new RangeError("merges: the byte 0 is no token"));
    expect(() => mergesOfRanks([...bytes, Uint8Array.of(1, 2), Uint8Array.of(1, 2)])).toThrow(new RangeError("merges: the tokens 256 and 257 have the same bytes"));
  });

  test("may have tokens that no merges make, which are found as whole pre-tokens only", () => {
    const merges = mergesOfRanks([...bytes, ...["ab", "abcd"].map(encodeUtf8)]);
    const split = splitBy("[a-z]+| ");
    expect(merges.ranks.size).toBe(1);
    expect([...bpeTokenizer(merges, { split }).encode("abcd abcde")]).toEqual([256, 99, 100, 32, 256, 99, 100, 101]);
    expect([...bpeTokenizer(merges, { split, ignoreMerges: true }).encode("abcd abcde")]).toEqual([257, 32, 256, 99, 100, 101]);
  });

  /** tiktoken's definition: a pre-token that is a token is that token; else the two neighbours whose bytes together are the token of the lowest rank are joined. */
  function idsByDefinition(idOf: ReadonlyMap<string, number>, preToken: string): number[] {
    if (idOf.has(preToken)) return [idOf.get(preToken)!];
    let parts = [...preToken];
    for (;;) {
      const ranks = parts.slice(1).map((part, i) => idOf.get(parts[i]! + part) ?? Infinity);
      const least = Math.min(...ranks);
      if (least === Infinity) return parts.map((part) => idOf.get(part)!);
      const at = ranks.indexOf(least);
      parts = parts.toSpliced(at, 2, parts[at]! + parts[at + 1]!);
    }
  }

  test("of any tokens in any order gives the ids that tiktoken's definition gives, and so does the tokenizer.json of them", () => {
    const word = (least: number, most: number) => fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: least, maxLength: most });
    fc.assert(fc.property(fc.uniqueArray(word(2, 6), { maxLength: 30 }), fc.array(word(1, 12)), (tokens, preTokens) => {
      const idOf = new Map([...Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)), ...tokens].map((token, id) => [token, id]));
      const tokenizer = bpeTokenizer(mergesOfRanks([...bytes, ...tokens.map(encodeUtf8)]), { split: splitBy("[abc]+"), ignoreMerges: true });
      const again = readTokenizerJson(writeTokenizerJson(tokenizer));
      for (const preToken of [...preTokens, ...tokens]) {
        expect([preToken, ...tokenizer.encode(preToken)]).toEqual([preToken, ...idsByDefinition(idOf, preToken)]);
        expect(again.encode(preToken)).toEqual(tokenizer.encode(preToken));
      }
    }), { numRuns: 200 });
  });
});

describe("tokenizer.json", () => {
  test.each([["a pattern", trained], ["one pre-token", trainBpe("abab", { size: 257 })]] as const)("gives back a tokenizer with %s", (_, tokenizer) => {
    const again = readTokenizerJson(writeTokenizerJson(tokenizer));
    expect([again.size, again.tokens, again.special]).toEqual([tokenizer.size, tokenizer.tokens, tokenizer.special]);
    fc.assert(fc.property(texts, (text) => {
      expect(again.encode(text)).toEqual(tokenizer.encode(text));
      expect(decode(again, again.encode(text))).toBe(text);
    }));
  });

  const file = JSON.parse(writeTokenizerJson(trained)) as { model: Record<string, unknown> };
  const changed = (change: Record<string, unknown>, model: Record<string, unknown> = {}) => JSON.stringify({ ...file, ...change, model: { ...file.model, ...model } });

  test("may be of GPT-2, whose step of pre-tokenisation has the pattern, and whose merges are strings", () => {
    const merges = (file.model["merges"] as [string, string][]).map((pair) => pair.join(" "));
    const read = readTokenizerJson(changed({ pre_tokenizer: { type: "ByteLevel", add_prefix_space: false } }, { merges }));
    expect(read.encode("the whale's")).toEqual(bpeTokenizer(trained.merges, { split: splitBy(patterns.gpt2) }).encode("the whale's"));
  });

  test("may look pre-tokens up whole before it merges, as Llama 3's does", () => {
    const vocab = { ...(file.model["vocab"] as Record<string, number>), "Ġunmade": 400 };
    const [merged, whole] = [false, true].map((ignore) => readTokenizerJson(changed({}, { vocab, ignore_merges: ignore })));
    expect([...whole!.encode(" unmade the")]).toEqual([400, ...trained.encode(" the")]);
    expect(merged!.encode(" unmade the")).toEqual(trained.encode(" unmade the"));
    const again = readTokenizerJson(writeTokenizerJson(whole as BpeTokenizer));
    expect([...again.encode(" unmade the")]).toEqual([400, ...trained.encode(" the")]);
  });

  test.each([
    ["not JSON", "{", "tokenizer.json: it is not JSON"],
    ["no object", "null", "tokenizer.json: it has no model with a type"],
    ["without a model", '{"model": {}}', "tokenizer.json: it has no model with a type"],
    ["another model", '{"model": {"type": "Words"}}', /^tokenizer\.json: the model is "Words", and can be BPE/],
    ["a normalizer", changed({ normalizer: { type: "NFC" } }), "tokenizer.json: a normalizer changes the text, and is not read"],
    ["an added token that is not special", changed({ added_tokens: [{ id: 300, content: "  ", special: false }] }), 'tokenizer.json: the added token "  " is not a special one, and is not read'],
    ["an added token that takes the space before it", changed({ added_tokens: [{ id: 300, content: "<mask>", special: true, lstrip: true }] }), 'tokenizer.json: the added token "<mask>" has lstrip, which is not read'],
    ["bytes as tokens of their own", changed({}, { byte_fallback: true }), "tokenizer.json: byte_fallback is true, and is not read"],
    ["a merge of nothing", changed({}, { merges: ["h e", "t zzz"] }), 'tokenizer.json: merge 1, "t zzz", is not of two tokens that make a third'],
    ["a pre-tokenizer that is not read", changed({ pre_tokenizer: { type: "Whitespace" } }), 'tokenizer.json: the pre-tokenizer is {"type":"Whitespace"}, and can be ByteLevel, or Split by an isolated Regex and ByteLevel without one'],
  ])("%s: it is refused", (_, text, message) => {
    expect(() => readTokenizerJson(text)).toThrow(RangeError);
    expect(() => readTokenizerJson(text)).toThrow(message);
  });
});
//# sourceMappingURL=../../.maps/tokenizers/files/files.test.ts.map
