// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { data } from "../data/files.ts";
import { trainBpe } from "./bpe/bpe.ts";
import { patterns, preTokensOf, splitBy, whole } from "./pre-tokenizer.ts";
import { encodeWithSpecial } from "./special-tokens.ts";
import { decode } from "./tokenizer.ts";

const cut = (pattern: string, text: string) => [...preTokensOf(splitBy(pattern), text)];
/** Texts at the boundaries of words, numbers, punctuation and white space. */
const texts = fc.array(fc.constantFrom("a", "B", "word", "Word", "WORD", "é", "É", "ß", "漢", "ꟲ", "\u0301", "1", "234", "٣", "½", " ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u0085", "\ufeff", "'", "'s", "'LL", "’", "/", "...", "🐋", "\u200d", "_"), { maxLength: 20 }).map((parts) => parts.join(""));

describe("the published patterns", () => {
  test("cut words, contractions, numbers, punctuation and white space", () => {
    const text = "Hello world's 12345 don'T!!\n\n  x  ";
    expect(cut(patterns.gpt2, text)).toEqual(["Hello", " world", "'s", " 12345", " don", "'", "T", "!!", "\n\n ", " x", "  "]);
    expect(cut(patterns.cl100k, text)).toEqual(["Hello", " world", "'s", " ", "123", "45", " don", "'T", "!!\n\n", " ", " x", "  "]);
    expect(cut(patterns.o200k, text)).toEqual(["Hello", " world's", " ", "123", "45", " don'T", "!!\n\n", " ", " x", "  "]);
    expect(cut(patterns.o200k, "camelCase HTMLElement")).toEqual(["camel", "Case", " HTMLElement"]);
  });

  test.each(Object.entries(patterns))("of %s: the pre-tokens are the text, and the loop over ASCII letters ends where the expression does", (_, pattern) => {
    // a pattern that is published nowhere has no such loop
    const [quick, plain] = [splitBy(pattern), splitBy(`(?:${pattern})`)];
    fc.assert(fc.property(fc.oneof(texts, fc.string({ unit: "binary" }), fc.string()), (text) => {
      const preTokens = [...preTokensOf(quick, text)];
      expect(preTokens.join("")).toBe(text);
      expect(preTokens).toEqual([...preTokensOf(plain, text)]);
    }), { numRuns: 1000 });
    const chapter = data("moby-dick.txt").slice(0, 50_000);
    expect([...preTokensOf(quick, chapter)]).toEqual([...preTokensOf(plain, chapter)]);
  });

  test("white space is Unicode’s: U+0085 is, U+FEFF is not", () => {
    expect(cut(patterns.gpt2, "a\u0085b \ufeffc")).toEqual(["a", "\u0085", "b", " \ufeff", "c"]);
  });

  test("cases are folded as Unicode folds them: the long s is an s", () => {
    expect(cut(patterns.cl100k, "x'\u017fab")).toEqual(["x", "'\u017f", "ab"]);
    expect(cut("(?i:k)|[^k]+", "\u212aa")).toEqual(["\u212a", "a"]);
  });
});

test("what a pattern does not match is a pre-token", () => {
  expect(cut("[0-9]+", "ab12c")).toEqual(["ab", "12", "c"]);
  expect(cut("[0-9]*", "ab12c")).toEqual(["ab", "12", "c"]);
  expect(cut("x", "")).toEqual([]);
  expect([...preTokensOf(whole, "a b")]).toEqual(["a b"]);
});

test("a pattern that JavaScript cannot read is refused", () => {
  expect(() => splitBy("(a")).toThrow(SyntaxError);
  expect(() => splitBy("(ab)++")).toThrow(new SyntaxError("splitBy: a group with the possessive quantifier ++ is not read"));
});

describe("possessive quantifiers", () => {
  test("give nothing back", () => {
    expect(cut("a++b|a|b", "aab")).toEqual(["aab"]);
    expect(cut("a++ab|.", "aab")).toEqual(["a", "a", "b"]);
    expect(cut("[\\]ab]*+b|.", "]ab")).toEqual(["]", "a", "b"]);
    expect(cut("\\p{L}{1,2}+c|.", "abc c")).toEqual(["abc", " ", "c"]);
    expect(cut("\\p{L}{1,2}+c|.", "ac")).toEqual(["a", "c"]);
    expect(cut("x?+xy|.", "xy")).toEqual(["x", "y"]);
    expect(cut(String.raw`\++a|.`, "++a+")).toEqual(["++a", "+"]);
  });

  test.each([
    ["gpt2", String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s`],
    ["cl100k", String.raw`'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s`],
  ] as const)("as tiktoken writes them in %s cut as the greedy ones do", (name, possessive) => {
    const [one, other] = [splitBy(possessive), splitBy(patterns[name])];
    fc.assert(fc.property(fc.oneof(texts, fc.string({ unit: "binary" })), (text) => {
      expect([...preTokensOf(one, text)]).toEqual([...preTokensOf(other, text)]);
    }), { numRuns: 1000 });
  });
});

test("no token crosses a boundary", () => {
  const tokenizer = trainBpe("12 12", { size: 257, split: splitBy("[0-9]{1,3}| +") });
  const tokensOf = (text: string) => [...tokenizer.encode(text)].map((id) => decode(tokenizer, [id]));
  expect(tokensOf("12")).toEqual(["12"]);
  expect(tokensOf("1112")).toEqual(["1", "1", "1", "2"]);
});

describe("special tokens", () => {
  const tokenizer = trainBpe("abab", { size: 259, special: ["<s>", "<s>!"] });
  const ids = (text: string, ...allowed: readonly string[]) => [...encodeWithSpecial(tokenizer, text, allowed)];

  test("stand for their names where they are allowed", () => {
    expect(ids("ab<s>ab<s>", "<s>")).toEqual([256, 257, 256, 257]);
    expect(ids("<s>!<s>", "<s>", "<s>!")).toEqual([258, 257]);
  });

  test("a name that is not allowed is text", () => {
    expect(ids("ab<s>!")).toEqual([...tokenizer.encode("ab<s>!")]);
    expect(ids("a<s>!", "<s>")).toEqual([97, 257, 33]);
  });

  test("whatever is allowed, the text comes back", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("a", "b", "<s>", "<s>!", "<", "s")), fc.subarray(["<s>", "<s>!"]), (parts, allowed) => {
      expect(decode(tokenizer, ids(parts.join(""), ...allowed))).toBe(parts.join(""));
    }));
  });

  test("may have any character in their names", () => {
    const name = "<|audio-start|>[MASK-1]/\\^$.*+?(){}";
    expect([...encodeWithSpecial(trainBpe("", { size: 257, special: [name] }), `a${name}`, [name])]).toEqual([97, 256]);
  });

  test("a name that the tokenizer does not have is refused", () => {
    expect(() => ids("a", "<end>")).toThrow(new RangeError('encodeWithSpecial: "<end>" is not a special token of this tokenizer'));
  });
});
//# sourceMappingURL=../.maps/tokenizers/pre-tokenizer.test.ts.map
