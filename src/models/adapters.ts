// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/** Tables of counts and networks, each as a language model. */
import type { Belief } from "./ngram/smoothing.ts";
import { asTensor, type Tensor } from "../tensor-core.ts";
import type { Vocabulary } from "../tokenizers/vocabulary.ts";
import { startId, type LanguageModel } from "./language-model.ts";
import { windowModel } from "./window-model.ts";

// See a table as a language model
/**
 * A belief, asked about each letter; what they leave is the stranger’s. Its logits are logarithms of probabilities, in double precision.
 */
export function ngramModel(belief: Belief, vocabulary: Vocabulary): LanguageModel {
  const { letters, faces } = vocabulary;
  const start = startId(vocabulary);
  const stranger = outside(letters);
  return windowModel(vocabulary, belief.order, ({ n, ids }) => {
    const logits = new Float64Array(n * faces);
    for (let i = 0; i < n; i++) {
      const window = ids.subarray(i * belief.order, (i + 1) * belief.order);
      const history = Array.from(window.subarray(window.lastIndexOf(start) + 1), (id) => letters[id] ?? stranger).join("");
      const p = letters.map((each) => belief.probability(history, each));
      if (faces > letters.length) p.push(Math.max(0, 1 - p.reduce((sum, each) => sum + each, 0)));
      logits.set(p.map(Math.log), i * faces);
    }
    return asTensor(logits, { shape: [n, faces] });
  });
}

/** A character that is not among the letters, in whose place a stranger is read. */
function outside(letters: readonly string[]): string {
  const known = new Set(letters);
  let code = 0xe000;
  while (known.has(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}

// See a network as a language model
/**
 * A network that reads `context` tokens; where fewer were read, the
 * first letter of the vocabulary stands before them.
 */
export function neuralModel(
  logitsOf: (contexts: Tensor) => Tensor,
  vocabulary: Vocabulary,
  context: number,
): LanguageModel {
  const start = startId(vocabulary);
  return windowModel(vocabulary, context, ({ n, ids }) => {
    const filled = ids.map((id) => (id === start ? 0 : id));
    return logitsOf(asTensor(filled, { shape: [n, context] }));
  });
}
//# sourceMappingURL=../.maps/models/adapters.ts.map
