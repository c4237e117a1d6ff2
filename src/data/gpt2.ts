// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** The tokenizer of GPT-2. */
import { bpeTokenizer, type BpeTokenizer } from "../tokenizers/bpe/bpe.ts";
import { readMergesTxt } from "../tokenizers/files/merges-txt.ts";
import { patterns, splitBy } from "../tokenizers/pre-tokenizer.ts";
import { data } from "./files.ts";

/** GPT-2’s 50,257 tokens, from its published merges. */
export function gpt2(): BpeTokenizer {
  return bpeTokenizer(readMergesTxt(data("gpt2-merges.txt")), { split: splitBy(patterns.gpt2), special: new Map([["<|endoftext|>", 50256]]) });
}
//# sourceMappingURL=../.maps/data/gpt2.ts.map
