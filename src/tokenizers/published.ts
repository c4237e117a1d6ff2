// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** The published tokenizers of tiktoken by their names, from the files of ranks in npm’s gpt-tokenizer. */
import { bpeTokenizer, type BpeTokenizer } from "./bpe/bpe.ts";
import { readRanks } from "./files/tiktoken.ts";
import { patterns, splitBy } from "./pre-tokenizer.ts";

const endOfText = "<|endoftext|>";

const encodings = {
  r50k_base: { pattern: patterns.gpt2, special: { [endOfText]: 50256 } },
  cl100k_base: { pattern: patterns.cl100k, special: { [endOfText]: 100257, "<|fim_prefix|>": 100258, "<|fim_middle|>": 100259, "<|fim_suffix|>": 100260, "<|endofprompt|>": 100276 } },
  o200k_base: { pattern: patterns.o200k, special: { [endOfText]: 199999, "<|endofprompt|>": 200018 } },
};

/** The name of a published tokenizer. */
export type PublishedName = keyof typeof encodings;

/** The names of the published tokenizers. */
export const publishedNames = Object.keys(encodings) as readonly PublishedName[];

/** A published tokenizer. Throws `Error` where the package `gpt-tokenizer`, a development dependency of the book, is not installed. */
export function publishedTokenizer(name: PublishedName): BpeTokenizer {
  const { pattern, special } = encodings[name];
  return bpeTokenizer(readRanks(ranksFile(name)), { split: splitBy(pattern), special: new Map(Object.entries(special)) });
}

function ranksFile(name: PublishedName): string {
  const { createRequire } = process.getBuiltinModule("node:module");
  const { readFileSync } = process.getBuiltinModule("node:fs");
  let path: string;
  try {
    path = createRequire(import.meta.url).resolve(`gpt-tokenizer/data/${name}.tiktoken`);
  } catch {
    throw new Error(`the ranks of ${name} are in the package \`gpt-tokenizer\`, which is not installed`);
  }
  return readFileSync(path, "utf8");
}
//# sourceMappingURL=../.maps/tokenizers/published.ts.map
