// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
/** The tokenizer of a unigram language model: the most probable segmentation of each pre-token. */
import type { Random } from "../../random/random.ts";
import { preTokensOf, type PreTokenizer } from "../pre-tokenizer.ts";
import { latticeOf, sampleSegmentation, viterbi } from "./lattice.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { trieOf, type UnigramModel } from "./train.ts";
import { encodeUtf8 } from "../utf-8.ts";

/** A tokenizer by a unigram language model, which can also sample a segmentation, for subword regularisation. */
export interface UnigramTokenizer extends Tokenizer {
  readonly model: UnigramModel;
  readonly split: PreTokenizer;
  /** The ids of a segmentation that is drawn pre-token by pre-token, with probabilities to the power `sharpness`, divided by their sum. */
  sample(text: string, random: Random, sharpness?: number): Int32Array;
}

/**
 * The tokenizer of a model, over the pre-tokens that `split` makes of a text. It keeps the ids of pre-tokens that it has met. The ids of special
 * tokens follow those of the model; throws `RangeError` where they do not.
 */
export function unigramTokenizer(model: UnigramModel, split: PreTokenizer, special: Tokenizer["special"] = new Map()): UnigramTokenizer {
  const { logP } = model;
  const tokens = [...model.tokens];
  for (const [name, id] of special) {
    if (id !== tokens.length) throw new RangeError(`unigramTokenizer: the id of ${JSON.stringify(name)} is ${id}, and the next one is ${tokens.length}`);
    tokens.push(encodeUtf8(name));
  }
  const trie = trieOf(model);
  const known = new Map<string, readonly number[]>();
  const idsOf = (preToken: string) => {
    let ids = known.get(preToken);
    if (ids === undefined) {
      ids = viterbi(latticeOf(trie, encodeUtf8(preToken)), logP);
      if (known.size < MOST_KEPT) known.set(preToken, ids);
    }
    return ids;
  };
  return {
    size: tokens.length,
    tokens,
    special,
    model,
    split,
    encode: (text) => joined(preTokensOf(split, text), idsOf),
    sample: (text, random, sharpness = 1) => {
      const sharp = logP.map((each) => sharpness * each);
      return joined(preTokensOf(split, text), (preToken) => sampleSegmentation(latticeOf(trie, encodeUtf8(preToken)), sharp, random));
    },
  };
}

const MOST_KEPT = 2 ** 16;

function joined(preTokens: Iterable<string>, idsOf: (preToken: string) => readonly number[]): Int32Array {
  const ids: number[] = [];
  for (const preToken of preTokens) for (const id of idsOf(preToken)) ids.push(id);
  return Int32Array.from(ids);
}
//# sourceMappingURL=../../.maps/tokenizers/unigram/unigram.ts.map
