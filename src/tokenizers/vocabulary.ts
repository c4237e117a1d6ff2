// Tangled from book/04-neural-lm/01-embeddings.md. Edit the book, then: npm run tangle
/** Characters ⇄ token ids. */

// Describe a vocabulary
/** The tokens that a model knows, by id. */
export interface Vocabulary {
  /** The token of each id. */
  readonly tokens: readonly string[];
  /** How many ids: one more than tokens if unknown characters have one. */
  readonly size: number;
}

// Assign ids to the characters of a text
/** The characters of `text`, each once, sorted by UTF-16 code unit. */
export function vocabularyOf(text: string): Vocabulary {
  const tokens = [...new Set(text)].sort();
  return { tokens, size: tokens.length };
}

/** The same with one more id, the last, for all unknown tokens. */
export function withUnknown({ tokens }: Vocabulary): Vocabulary {
  return { tokens, size: tokens.length + 1 };
}

// Encode a text as token ids
/** The id of each character. Throws `RangeError` for an unknown one
 * if the vocabulary has no id for it. */
export function encode(vocabulary: Vocabulary, text: string): Int32Array {
  const ids = new Int32Array(text.length);
  return ids.subarray(0, encodeInto(ids, vocabulary, text));
}

/** Writes the ids into `ids`; returns how many there are. */
function encodeInto(
  ids: Ids,
  { tokens, size }: Vocabulary,
  text: string,
): number {
  const idOf = new Map(tokens.map((token, i) => [token, i]));
  const unknownId = size > tokens.length ? tokens.length : undefined;
  let count = 0;
  for (const token of text) {
    const id = idOf.get(token) ?? unknownId;
    // Refuse a character outside the vocabulary
    if (id === undefined) throw new RangeError(`encode: ${JSON.stringify(token)} is not in the vocabulary`);
    ids[count++] = id;
  }
  return count;
}

// Encode a long text in few bytes per id
/** Token ids, in as few bytes as they need. */
export type Ids = Uint8Array | Uint16Array | Int32Array;

/** The same as `encode`, in one byte per id for up to 256 tokens, in two for up to 65,536, else in four: a text may be long. */
export function encodeCompactly(vocabulary: Vocabulary, text: string): Ids {
  const Numbers = vocabulary.size <= 2 ** 8 ? Uint8Array : vocabulary.size <= 2 ** 16 ? Uint16Array : Int32Array;
  const ids = new Numbers(text.length);
  return ids.subarray(0, encodeInto(ids, vocabulary, text));
}
//# sourceMappingURL=../.maps/tokenizers/vocabulary.ts.map
