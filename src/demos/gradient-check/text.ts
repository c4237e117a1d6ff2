// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
/** Operations on the characters of a text. */
import { asTensor, exp, log, mean, subtract, sum, take, takeAlongAxis } from "../../tensor-core.ts";
import { crossEntropy } from "../../ops/cross-entropy.ts";
import { embedding } from "../../ops/embedding.ts";
import type { Functions } from "../../ops/functions.ts";
import type { CheckedOperation, Operands } from "../../testing/reference-implementations.ts";

/** The ids of characters, numbered from 0 in the order in which they first occur. */
interface CharacterIds {
  readonly ids: Int32Array;
  /** How many distinct characters there are among them: V. */
  readonly vocabularySize: number;
}

/** The first `count` characters of a text that has some, which begins again at its end. */
export function characterIds(text: string, count: number): CharacterIds {
  const vocabulary = new Map<string, number>();
  const ids = new Int32Array(count);
  for (let i = 0; i < count; ) {
    for (const character of text) {
      if (i === count) break;
      const id = vocabulary.get(character) ?? vocabulary.size;
      vocabulary.set(character, id);
      ids[i++] = id;
    }
  }
  return { ids, vocabularySize: vocabulary.size };
}

/**
 * Two operations whose indices are those of a text’s first characters: the embedding of n of them, from a table [V, d], and the
 * cross-entropy of logits [n, V] with the character after each as its target.
 */
export function operationsOn(text: string, n: number): readonly CheckedOperation[] {
  const { ids, vocabularySize: V } = characterIds(text, n + 1);
  const [read, next] = [ids.subarray(0, n), ids.subarray(1)];
  const [indices, targets, column] = [asTensor(read), asTensor(next), asTensor(next, { shape: [n, 1] })];
  return [
    {
      name: "embedding (text)",
      shapes: (_, d) => [[V, d]],
      fused: (E) => embedding(E!, indices),
      composed: (E) => take(E!, indices, 0),
      scalarProgram: (_, [E], d) => [...read].flatMap((id) => E!.slice(id * d, (id + 1) * d)),
    },
    {
      name: "crossEntropy (text)",
      shapes: () => [[n, V]],
      fused: (z) => crossEntropy(z!, targets),
      composed: (z) => mean(subtract(log(sum(exp(z!), -1, { keepDims: true })), takeAlongAxis(z!, column, 1))),
      scalarProgram: (f, z) => [meanLoss(f, z, next)],
    },
  ];
}

/** The mean loss of the rows of logits: the logarithm of the sum of the exponentials, less the logit of the target. */
function meanLoss<T>(f: Functions<T>, [z]: Operands<T>, targets: Int32Array): T {
  const V = z!.length / targets.length;
  const losses = [...targets].map((target, i) => {
    const row = z!.slice(i * V, (i + 1) * V);
    return f.subtract(f.log(row.map((each) => f.exp(each)).reduce((x, y) => f.add(x, y))), row[target]!);
  });
  return f.divide(losses.reduce((x, y) => f.add(x, y)), f.constant(targets.length));
}
//# sourceMappingURL=../../.maps/demos/gradient-check/text.ts.map
