// Tangled from book/10-tokenisation/index.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { trainBpe } from "./bpe/bpe.ts";
import { byteTokenizer } from "./byte.ts";
import { charTokenizer } from "./char.ts";
import { drawTokens, partsOf } from "./draw-tokens.ts";
import { encodeUtf8 } from "./utf-8.ts";
import { vocabularyOf, withUnknown } from "./vocabulary.ts";

test("each token has a ground as wide as its signs, in two shades by turns", () => {
  const tokenizer = trainBpe("the the", { size: 258 });
  const svg = drawTokens([{ name: "BPE", tokens: partsOf(tokenizer, "the é<\n") }]);
  expect([...svg.matchAll(/<rect [^>]*width="([\d.]+)"[^>]*fill-opacity="([\d.]+)"/g)].map(([, width, shade]) => `${width} ${shade}`)).toEqual(["26.0 0.15", "8.0 0.35", "8.0 0.15", "8.0 0.35", "8.0 0.15", "8.0 0.35"]);
  expect(svg).toContain("BPE: 6</text>");
  expect(svg).toContain("<desc>BPE: 6 tokens, the| |?|?|&lt;|↵</desc>");
});

test("each sign has a place of its own, a space too, and other white space none", () => {
  const svg = drawTokens([{ name: "BPE", tokens: [" a\tb", "\t\t", " "].map((text) => encodeUtf8(text)) }]);
  expect([...svg.matchAll(/<text x="([\d. ]+)"[^>]*middle[^>]*>([^<]*)</g)].map(([, x, signs]) => [x, signs])).toEqual([["6.5 15.5 33.5", "␣ab"], ["60.5", "␣"]]);
});

test("an unknown character is one question mark, half a character one for each byte", () => {
  const known = charTokenizer(withUnknown(vocabularyOf("ab")));
  expect(drawTokens([{ name: "characters", tokens: partsOf(known, "aéb") }])).toContain("3 tokens, a|?|b<");
  expect(drawTokens([{ name: "pieces", tokens: [Uint8Array.of(0xe2, 0x80), Uint8Array.of(0x99)] }])).toContain("2 tokens, ??|?<");
});

test("a row goes on in the next line, and the next row begins below it", () => {
  const svg = drawTokens([{ name: "bytes", tokens: partsOf(byteTokenizer, "a".repeat(75)) }, { name: "one", tokens: [new Uint8Array(60).fill(98)] }, { name: "none", tokens: [] }]);
  const tops = [...svg.matchAll(/<rect x="[\d.]+" y="(\d+)"/g)].map(([, y]) => Number(y));
  expect([...new Set(tops)]).toEqual([24, 46, 68, 118]);
  // a token that is longer than a line is cut
  expect(svg).toContain(`width="${(37 * 9 - 1).toFixed(1)}"`);
  expect(svg).toContain('height="172"');
});
//# sourceMappingURL=../.maps/tokenizers/draw-tokens.test.ts.map
