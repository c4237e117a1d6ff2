// Tangled from book/04-neural-lm/03-mlp-language-model.md. Edit the book, then: npm run tangle
/** What a model learns from: contexts, and what came after each. */
import { asTensor, type Tensor } from "../tensor-core.ts";
import type { Ids } from "../tokenizers/vocabulary.ts";

/** Some examples. contexts: [n, context], targets: [n]: token ids. */
export interface Batch {
  readonly contexts: Tensor;
  readonly targets: Tensor;
}

/** Examples, numbered from 0 on. */
export interface Examples {
  readonly count: number;
  /** The examples with these indices, in this order. Throws `RangeError` for an index out of range. */
  batch(indices: ArrayLike<number>): Batch;
}

/**
 * Every place of `ids` from `from` up to `to`, each with the `context` numbers before it.
 * Throws `RangeError` if the first has fewer.
 */
export function slidingWindows(ids: Ids, context: number, from = context, to = ids.length): Examples {
  if (!(from >= context && to <= ids.length && from <= to)) {
    throw new RangeError(`slidingWindows: ${context} numbers before each place from ${from} up to ${to} of ${ids.length}`);
  }
  return examplesAt(ids, { context, count: to - from, endOf: (i) => from + i });
}

/**
 * Every token of sequences, each sequence as if `context` times its last number, which ends it, stood before it: what comes
 * before a name is the end of another, and no example reads across two sequences.
 */
export function paddedSequences(sequences: readonly Int32Array[], context: number): Examples {
  const length = sequences.reduce((sum, sequence) => sum + sequence.length + context, 0);
  const count = length - context * sequences.length;
  const [ids, ends] = [new Int32Array(length), new Int32Array(count)];
  let [place, found] = [0, 0];
  for (const sequence of sequences) {
    ids.fill(sequence.at(-1) ?? 0, place, place + context);
    ids.set(sequence, place + context);
    for (let i = 0; i < sequence.length; i++) ends[found++] = place + context + i;
    place += context + sequence.length;
  }
  return examplesAt(ids, { context, count, endOf: (i) => ends[i]! });
}

/** Every `stride`th of some examples, the first among them. */
export function subsample(examples: Examples, stride: number): Examples {
  return { count: Math.ceil(examples.count / stride), batch: (indices) => examples.batch(Array.from(indices, (index) => index * stride)) };
}

interface Where {
  readonly context: number;
  readonly count: number;
  /** Where the target of example `i` stands. */
  readonly endOf: (i: number) => number;
}

function examplesAt(ids: Ids, { context, count, endOf }: Where): Examples {
  return {
    count,
    batch(indices) {
      const n = indices.length;
      const [contexts, targets] = [new Int32Array(n * context), new Int32Array(n)];
      for (let i = 0; i < n; i++) {
        const index = indices[i]!;
        if (!(index >= 0 && index < count)) throw new RangeError(`batch: no example ${index} among ${count}`);
        const end = endOf(index);
        for (let k = 0; k < context; k++) contexts[i * context + k] = ids[end - context + k]!;
        targets[i] = ids[end]!;
      }
      return { contexts: asTensor(contexts, { shape: [n, context] }), targets: asTensor(targets) };
    },
  };
}
//# sourceMappingURL=../.maps/data/examples.ts.map
