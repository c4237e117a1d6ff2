// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
/** Sequences of tokens, with a target at each position. */
// Import what sequences are made of
import { asTensor, type Tensor } from "../tensor-core.ts";
import type { Ids } from "../tokenizers/vocabulary.ts";

// Describe a batch of sequences
/** ids: [n, T], and targets: [n, T], the token after each; −1 where none is asked for. */
export interface SequenceBatch {
  readonly ids: Tensor;
  readonly targets: Tensor;
}

/** Sequences, numbered from 0 on. */
export interface Sequences {
  readonly count: number;
  /** The sequences with these indices. Throws `RangeError` for one out of range. */
  batch(indices: ArrayLike<number>): SequenceBatch;
}

// Cut a text into sequences
/**
 * Windows of a text, each `length` tokens, whose last `scored` targets
 * count; those of window i begin at `from` + i · `stride`, and all lie
 * before `to`. Throws `RangeError` for a window that begins before the text.
 */
export function textSequences(
  ids: Ids,
  { length, scored = length, stride = 1, from = length - scored + 1, to = ids.length }: Windows,
): Sequences {
  // Refuse windows that do not fit the text
  if (!(Number.isInteger(scored) && scored > 0 && scored <= length)) throw new RangeError(`textSequences: ${scored} of ${length} targets`);
  if (!(from + scored - 1 >= length && to <= ids.length)) throw new RangeError(`textSequences: windows of ${length} tokens for targets from ${from} up to ${to} of ${ids.length}`);
  const count = Math.max(0, Math.floor((to - from - scored) / stride) + 1);
  return sequencesOf(length, count, (i) => {
    const end = from + i * stride + scored - 1; // of the last target
    const window = ids.subarray(end - length, end + 1);
    // Shift the targets by one position
    const [read, next] = [window.subarray(0, length), window.subarray(1)];
    return { ids: read, targets: Int32Array.from(next,
      (id, t) => (t < length - scored ? -1 : id)) };
  });
}

/** Which windows of a text. */
export interface Windows {
  readonly length: number;
  /** How many targets of a window count, its last; all by default. */
  readonly scored?: number;
  /** Tokens from one window to the next; 1 by default. */
  readonly stride?: number;
  /** Where the first counted target stands. */
  readonly from?: number;
  readonly to?: number;
}

/** A sequence and its targets, both of one length. */
export interface Sequence {
  readonly ids: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
}

/** `count` sequences of a length, each made when it is asked for. */
export function sequencesOf(length: number, count: number, sequence: (i: number) => Sequence): Sequences {
  return {
    count,
    batch(indices) {
      const n = indices.length;
      const [ids, targets] = [new Int32Array(n * length), new Int32Array(n * length)];
      for (let row = 0; row < n; row++) {
        const i = indices[row]!;
        if (!(i >= 0 && i < count)) throw new RangeError(`batch: no sequence ${i} among ${count}`);
        const made = sequence(i);
        ids.set(made.ids, row * length);
        targets.set(made.targets, row * length);
      }
      return { ids: asTensor(ids, { shape: [n, length] }), targets: asTensor(targets, { shape: [n, length] }) };
    },
  };
}
//# sourceMappingURL=../.maps/data/sequences.ts.map
