// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** `tokenizer.json`, the file of the library tokenizers, which `AutoTokenizer` reads. */
// Import what the file of tokenizers needs
import { bpeTokenizer, type BpeTokenizer } from "../bpe/bpe.ts";
import { idsOfBytes, type Merges } from "../bpe/merges.ts";
import { pairTable } from "../bpe/pair-table.ts";
import { pairsOf } from "../bpe/ranks.ts";
import { patterns, splitBy, whole, type PreTokenizer } from "../pre-tokenizer.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { fromCharacters, toCharacters } from "./byte-characters.ts";
import { unigramTokenizer, type UnigramTokenizer } from "../unigram/unigram.ts";

// Describe the file
/** The parts of the file that this program reads. */
export interface TokenizerFile {
  readonly added_tokens?: readonly AddedToken[];
  readonly normalizer?: unknown;
  readonly pre_tokenizer?: Step | null;
  readonly model: { readonly type: string } & Readonly<Record<string, unknown>>;
}

/** A token that is looked for before the text is cut. */
interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** False for one that stands for its text in every text, whoever wrote it. */
  readonly special?: boolean;
  /** Whether it takes the white space beside it, and whether it is only taken as a whole word. */
  readonly lstrip?: boolean;
  readonly rstrip?: boolean;
  readonly single_word?: boolean;
}

/** A step of pre-tokenisation. */
interface Step {
  readonly type: string;
  readonly pretokenizers?: readonly Step[];
  readonly pattern?: { readonly Regex?: string };
  readonly behavior?: string;
  readonly invert?: boolean;
  readonly add_prefix_space?: boolean;
  readonly use_regex?: boolean;
}

// Read the file
/**
 * The tokenizer of a file. Its added tokens are special ones, so that a text has none of them unless the caller allows it.
 * Throws `RangeError` for what is not such a file, and for a part that this program does not have.
 */
export function readTokenizerJson(text: string): Tokenizer {
  const file = parsed(text);
  const read = readers[file.model.type];
  if (read === undefined) throw new RangeError(`tokenizer.json: the model is ${JSON.stringify(file.model.type)}, and can be ${Object.keys(readers).join(", ")}`);
  if (file.normalizer) throw new RangeError("tokenizer.json: a normalizer changes the text, and is not read");
  for (const { content, special, ...flags } of file.added_tokens ?? []) {
    if (special === false) throw new RangeError(`tokenizer.json: the added token ${JSON.stringify(content)} is not a special one, and is not read`);
    for (const flag of ["lstrip", "rstrip", "single_word"] as const) {
      if (flags[flag]) throw new RangeError(`tokenizer.json: the added token ${JSON.stringify(content)} has ${flag}, which is not read`);
    }
  }
  return read(file);
}

function parsed(text: string): TokenizerFile {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new RangeError("tokenizer.json: it is not JSON");
  }
  const { model } = Object(file) as Partial<TokenizerFile>;
  if (typeof Object(model).type !== "string") throw new RangeError("tokenizer.json: it has no model with a type");
  return file as TokenizerFile;
}

/** How a file is read, by the type of its model. */
const readers: Readonly<Record<string, (file: TokenizerFile) => Tokenizer>> = {
  // Read each type of model
  BPE: readBpe,
  Unigram: readUnigram,
};

// Read byte-pair encoding from the file
function readBpe({ model, added_tokens: added = [], pre_tokenizer: step }: TokenizerFile): BpeTokenizer {
  for (const name of ["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback"]) {
    if (model[name]) throw new RangeError(`tokenizer.json: ${name} is ${JSON.stringify(model[name])}, and is not read`);
  }
  const special = new Map(added.map(({ content, id }) => [content, id]));
  const vocab = Object.entries(Object(model["vocab"]) as Record<string, number>).filter(([name]) => !special.has(name));
  const ignoreMerges = model["ignore_merges"] === true;
  return bpeTokenizer(mergesOfFile(vocab, Object(model["merges"]) as readonly unknown[]), { split: splitOf(step), special, ignoreMerges });
}

/** The merges of a vocabulary, in which tokens are characters that stand for bytes, and of pairs of them. */
function mergesOfFile(vocab: readonly (readonly [name: string, id: number])[], pairs: readonly unknown[]): Merges {
  const [ids, tokens] = [new Map(vocab), [] as (Uint8Array | undefined)[]];
  for (const [name, id] of vocab) {
    while (tokens.length < id) tokens.push(undefined);
    tokens[id] = fromCharacters(name);
  }
  const [ranks, results] = [pairTable(), new Int32Array(pairs.length ?? 0)];
  for (let rank = 0; rank < results.length; rank++) {
    const pair = pairs[rank];
    const [left = "", right = ""] = (typeof pair === "string" ? pair.split(" ") : pair) as readonly string[];
    const [first, second, id] = [ids.get(left), ids.get(right), ids.get(left + right)];
    if (first === undefined || second === undefined || id === undefined) throw new RangeError(`tokenizer.json: merge ${rank}, ${JSON.stringify(pair)}, is not of two tokens that make a third`);
    if (ranks.get(first, second) < 0) ranks.set(first, second, rank);
    results[rank] = id;
  }
  return { tokens, byteIds: idsOfBytes(tokens), ranks, results };
}

/** A unigram model: tokens with the logarithms of their probabilities, in the order of their ids. */
function readUnigram({ model, added_tokens: added = [], pre_tokenizer: step }: TokenizerFile): UnigramTokenizer {
  if (model["byte_fallback"]) throw new RangeError(`tokenizer.json: byte_fallback is ${JSON.stringify(model["byte_fallback"])}, and is not read`);
  const vocab: unknown = model["vocab"];
  if (!Array.isArray(vocab) || !vocab.every((entry) => Array.isArray(entry) && typeof entry[0] === "string" && typeof entry[1] === "number")) throw new RangeError("tokenizer.json: the vocabulary of a unigram model is a list of tokens with numbers");
  const entries: readonly (readonly [string, number])[] = vocab;
  const read = { tokens: entries.map(([name]) => fromCharacters(name)), logP: Float64Array.from(entries, ([, logP]) => logP) };
  return unigramTokenizer(read, splitOf(step), new Map(added.map(({ content, id }) => [content, id])));
}

// Read how the text is cut
/** The pre-tokenizer of GPT-2’s step `ByteLevel`, or of a `Split` by a pattern before it. */
function splitOf(step: Step | null | undefined): PreTokenizer {
  const steps = step?.type === "Sequence" ? (step.pretokenizers ?? []) : step ? [step] : [];
  const [first, second, third] = steps;
  if (first?.type === "ByteLevel" && !first.add_prefix_space && !second) return first.use_regex === false ? whole : splitBy(patterns.gpt2);
  const pattern = first?.type === "Split" && first.behavior === "Isolated" && !first.invert ? first.pattern?.Regex : undefined;
  if (pattern !== undefined && second?.type === "ByteLevel" && !second.add_prefix_space && second.use_regex === false && !third) return splitBy(pattern);
  throw new RangeError(`tokenizer.json: the pre-tokenizer is ${JSON.stringify(step ?? null).slice(0, 120)}, and can be ByteLevel, or Split by an isolated Regex and ByteLevel without one`);
}

// Write byte-pair encoding to the file
/** The file of a tokenizer by byte-pair encoding. */
export function writeTokenizerJson({ merges, split, special, ignoreMerges }: BpeTokenizer): string {
  const name = (id: number) => toCharacters(merges.tokens[id]!);
  return fileOf({
    type: "BPE", dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, ignore_merges: ignoreMerges,
    vocab: Object.fromEntries(merges.tokens.flatMap((bytes, id) => (bytes ? [[toCharacters(bytes), id]] : []))),
    merges: pairsOf(merges).map(([left, right]) => [name(left), name(right)]),
  }, { split, special });
}

/** The file of a model over bytes, with what stands around it. */
function fileOf(model: TokenizerFile["model"], { split, special }: { readonly split: PreTokenizer; readonly special: Tokenizer["special"] }): string {
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false };
  const cut = { type: "Split", pattern: { Regex: split.pattern }, behavior: "Isolated", invert: false };
  const file = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: Array.from(special, ([content, id]) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
    normalizer: null,
    pre_tokenizer: split === whole ? byteLevel : { type: "Sequence", pretokenizers: [cut, byteLevel] },
    post_processor: null,
    decoder: { ...byteLevel, use_regex: true },
    model,
  };
  return `${JSON.stringify(file)}\n`;
}

/** The file of a tokenizer by a unigram language model. */
export function writeUnigramJson({ model: { tokens, logP }, split, special }: UnigramTokenizer): string {
  return fileOf({ type: "Unigram", unk_id: null, vocab: tokens.map((bytes, id) => [toCharacters(bytes), logP[id]!]), byte_fallback: false }, { split, special });
}
//# sourceMappingURL=../../.maps/tokenizers/files/tokenizer-json.ts.map
