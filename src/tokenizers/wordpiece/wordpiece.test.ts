// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { patterns, preTokensOf, splitBy, whole } from "../pre-tokenizer.ts";
import { decode } from "../tokenizer.ts";
import { pmiScore, trainWordPieces, type PairScore, type WordPiece } from "./train.ts";
import { longestMatches, wordPieceTokenizer } from "./wordpiece.ts";

const piece = (written: string): WordPiece => (written.startsWith("##") ? { text: written.slice(2), continues: true } : { text: written, continues: false });
const write = ({ text, continues }: WordPiece) => (continues ? "##" : "") + text;
const words = fc.array(fc.tuple(fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 5 })), { maxLength: 8 }).map((entries) => new Map(entries));
const frequency: PairScore = (pair) => pair;

/** The pieces by the definition: all counts are counted again for each merge. */
function trainNaively(counted: ReadonlyMap<string, number>, size: number, score: PairScore): string[] {
  let parts = Array.from(counted, ([word, count]) => ({ of: Array.from(word, (c, i) => (i > 0 ? `##${c}` : c)), count }));
  const pieces = [...new Set(parts.flatMap(({ of }) => of))];
  while (pieces.length < size) {
    const [single, pairs] = [new Map<string, number>(), new Map<string, number>()];
    for (const { of, count } of parts) of.forEach((part, i) => {
      single.set(part, (single.get(part) ?? 0) + count);
      if (i > 0) pairs.set(`${of[i - 1]} ${part}`, (pairs.get(`${of[i - 1]} ${part}`) ?? 0) + count);
    });
    let best: { readonly pair: string; readonly value: number; readonly rank: number } | undefined;
    for (const [pair, count] of pairs) {
      const [first, second] = pair.split(" ") as [string, string];
      const value = score(count, single.get(first)!, single.get(second)!);
      const rank = pieces.indexOf(first) * 1e6 + pieces.indexOf(second);
      if (!best || value > best.value || (value === best.value && rank < best.rank)) best = { pair, value, rank };
    }
    if (!best) break;
    const [first, second] = best.pair.split(" ") as [string, string];
    const merged = first + second.slice(2);
    if (!pieces.includes(merged)) pieces.push(merged);
    parts = parts.map(({ of, count }) => {
      const now: string[] = [];
      for (let i = 0; i < of.length; i++) {
        if (of[i] === first && of[i + 1] === second) now.push(merged), i++;
        else now.push(of[i]!);
      }
      return { of: now, count };
    });
  }
  return pieces;
}

test.each([["the score of PMI", pmiScore], ["the count", frequency]] as const)("training by %s makes the merges that counting again makes", (_, score) => {
  fc.assert(fc.property(words, fc.integer({ min: 0, max: 20 }), (counted, size) => {
    expect(trainWordPieces(counted, { vocabularySize: size, score }).map(write)).toEqual(trainNaively(counted, size, score));
  }), { numRuns: 300 });
});

test("pairs that are too rare are not merged", () => {
  const counted = new Map([["ab", 3], ["cd", 1]]);
  expect(trainWordPieces(counted, { vocabularySize: 9 }).map(write)).toEqual(["a", "##b", "c", "##d", "cd", "ab"]);
  expect(trainWordPieces(counted, { vocabularySize: 9, minCount: 2 }).map(write)).toEqual(["a", "##b", "c", "##d", "ab"]);
});

test("characters are whole, and are all there", () => {
  expect(trainWordPieces(new Map([["é🐋é", 1]]), { vocabularySize: 0 }).map(write)).toEqual(["é", "##🐋", "##é"]);
});

test("BERT’s example is cut as its authors say", () => {
  // google-research/bert, tokenization.py: "unaffable" gives "un", "##aff", "##able"
  const pieces = ["un", "##aff", "##able", "##a", "##f", "##b", "u", "##n", "##l", "##e"].map(piece);
  expect([...wordPieceTokenizer(pieces, whole).encode("unaffable")].map((id) => write(pieces[id]!))).toEqual(["un", "##aff", "##able"]);
});

test("a word that the pieces do not make up is unknown as a whole", () => {
  const pieces = ["a", "ab", "##b"].map(piece);
  const tokenizer = wordPieceTokenizer(pieces, splitBy(patterns.gpt2));
  expect([tokenizer.size, ...tokenizer.encode("abb"), ...tokenizer.encode("abc"), ...tokenizer.encode("b")]).toEqual([4, 1, 2, 3, 3]);
  expect(decode(tokenizer, [1, 2, 3])).toBe("abb\ufffd");
  // a greedy match does not go back: it takes ab, and then nothing begins with c, although a and ##bc would do
  expect(longestMatches({ first: new Map([["a", 0], ["ab", 1]]), later: new Map([["cd", 2], ["bcd", 3]]), longest: 3 }, "abcd")).toEqual([1, 2]);
  expect(longestMatches({ first: new Map([["a", 0], ["ab", 1]]), later: new Map([["bc", 2]]), longest: 2 }, "abc")).toBeNull();
});

test("texts of known characters can be decoded, with `#` among them", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "b", "#", " "), maxLength: 20 }), fc.nat(40), (text, size) => {
    const split = splitBy(patterns.gpt2);
    const counted = new Map<string, number>();
    for (const word of preTokensOf(split, text)) counted.set(word, (counted.get(word) ?? 0) + 1);
    const tokenizer = wordPieceTokenizer(trainWordPieces(counted, { vocabularySize: size }), split);
    expect(decode(tokenizer, tokenizer.encode(text))).toBe(text);
  }));
});
//# sourceMappingURL=../../.maps/tokenizers/wordpiece/wordpiece.test.ts.map
