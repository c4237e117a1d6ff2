// Tangled from book/10-tokenisation/05-vocabulary-size.md. Edit the book, then: npm run tangle
/** The novel as a model of tokens sees it. */
import { data } from "../data/files.ts";
import { splitText } from "../data/split.ts";
import { vocabularyIn } from "../data/token-corpus.ts";
import type { GptConfig, GptParameters } from "../models/gpt/gpt.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import { encodeUtf8 } from "../tokenizers/utf-8.ts";
import { gptProbabilities } from "./gpt-runs.ts";
import type { NovelInNumbers } from "./novel.ts";

/** The novel in the ids of a tokenizer, each part encoded by itself: the places where parts begin count tokens. */
export interface NovelInTokens extends NovelInNumbers {
  /** How many bytes of UTF-8 the validation part and the test part have. */
  readonly bytes: Readonly<Record<"validation" | "test", number>>;
}

/** A text in the tokens of a tokenizer that has seen at most its training part. */
export function novelInTokens(tokenizer: Tokenizer, text = data("moby-dick.txt")): NovelInTokens {
  const { train, validation, test } = splitText(text);
  const parts = [train, validation, test].map((part) => tokenizer.encode(part));
  const [validationFrom, testFrom, length] = parts.map((_, i) => parts.slice(0, i + 1).reduce((sum, part) => sum + part.length, 0)) as [number, number, number];
  const ids = new Int32Array(length);
  parts.forEach((part, i) => ids.set(part, [0, validationFrom, testFrom][i]));
  return {
    text, ids, validationFrom, testFrom,
    vocabulary: vocabularyIn(tokenizer),
    bytes: { validation: encodeUtf8(validation).length, test: encodeUtf8(test).length },
  };
}

/** The loss on a part in bits, of all tokens together, divided by its bytes. */
export function bitsPerByteOn(novel: NovelInTokens, part: "validation" | "test", parameters: GptParameters, config: GptConfig): number {
  const chances = gptProbabilities(novel, part, parameters, config);
  return -chances.reduce((sum, chance) => sum + Math.log2(chance), 0) / novel.bytes[part];
}
//# sourceMappingURL=../.maps/experiments/novel-in-tokens.ts.map
