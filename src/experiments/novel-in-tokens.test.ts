// Tangled from book/10-tokenisation/05-vocabulary-size.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { initGpt } from "../models/gpt/gpt.ts";
import { mapLeaves } from "../nn/parameters.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { multiply } from "../tensor-core.ts";
import { byteTokenizer } from "../tokenizers/byte.ts";
import { trainBpe } from "../tokenizers/bpe/bpe.ts";
import { decode } from "../tokenizers/tokenizer.ts";
import { bitsPerByteOn, novelInTokens } from "./novel-in-tokens.ts";

const text = "the whale, the white whale, é 🐋 and the sea. ".repeat(20);

test("the tokens of the parts are the text, and no token crosses a boundary", () => {
  const tokenizer = trainBpe(text, { size: 300 });
  const { ids, validationFrom, testFrom, bytes } = novelInTokens(tokenizer, text);
  const parts = [[0, validationFrom], [validationFrom, testFrom], [testFrom, ids.length]].map(([from, to]) => decode(tokenizer, ids.subarray(from, to)));
  expect(parts.join("")).toBe(text);
  expect(bytes).toEqual({ validation: Buffer.byteLength(parts[1]!), test: Buffer.byteLength(parts[2]!) });
});

test("a model that knows nothing has log₂ V bits a token, whatever a token holds", () => {
  for (const tokenizer of [byteTokenizer, trainBpe(text, { size: 300 })]) {
    const novel = novelInTokens(tokenizer, text);
    const config = { vocabularySize: tokenizer.size, context: 8, layers: 1, heads: 1, width: 4 };
    const uniform = mapLeaves(initGpt(config, randomFrom(1)), (leaf) => multiply(leaf, 0));
    const tokens = novel.ids.length - novel.testFrom;
    expect(bitsPerByteOn(novel, "test", uniform, config)).toBeCloseTo((Math.log2(tokenizer.size) * tokens) / novel.bytes.test, 4);
  }
});
//# sourceMappingURL=../.maps/experiments/novel-in-tokens.test.ts.map
