// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
import { encode as byGptTokenizer } from "gpt-tokenizer/encoding/cl100k_base";
import { Tiktoken } from "js-tiktoken/lite";
import ranksOfJsTiktoken from "js-tiktoken/ranks/cl100k_base";
import { bench, describe } from "vitest";
import { data } from "../data/files.ts";
import { countPreTokens } from "./bpe/bpe.ts";
import { trainMerges } from "./bpe/train.ts";
import { patterns, preTokensOf, splitBy } from "./pre-tokenizer.ts";
import { publishedTokenizer } from "./published.ts";

const novel = data("moby-dick.txt");
const tokenizer = publishedTokenizer("cl100k_base");

/** The processor’s time in ms, so that what else the machine has to do counts for little. */
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const options = { now, time: 1000, iterations: 3, warmupTime: 300, warmupIterations: 2 };

describe("the novel in the tokens of cl100k", () => {
  const other = new Tiktoken(ranksOfJsTiktoken);
  bench("encode the novel: this program", () => void tokenizer.encode(novel), options);
  bench("encode the novel: gpt-tokenizer", () => void byGptTokenizer(novel), options);
  bench("encode the novel: js-tiktoken", () => void other.encode(novel), options);
});

describe("8,192 merges of the novel", () => {
  bench("cut, count and train: 8,192 merges", () => void trainMerges(countPreTokens(preTokensOf(splitBy(patterns.gpt2), novel)), 8192), options);
});

describe.each([1, 10, 100])("%i million characters", (millions) => {
  const text = novel.repeat(Math.ceil((millions * 1e6) / novel.length)).slice(0, millions * 1e6);
  bench(`encode ${millions} million characters of the novel`, () => void tokenizer.encode(text), { now, time: 0, iterations: 1, warmupTime: 0, warmupIterations: 0 });
});

describe.each([10_000, 100_000, 1_000_000])("one letter %i times", (length) => {
  const text = "a".repeat(length);
  bench(`encode one letter ${length} times`, () => void tokenizer.encode(text), { now, time: 0, iterations: 1, warmupTime: 0, warmupIterations: 0 });
});
//# sourceMappingURL=../.maps/tokenizers/tokenizers.bench.ts.map
