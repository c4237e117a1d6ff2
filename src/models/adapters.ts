// Tangled from book/04-neural-lm/10-one-interface.md. Edit the book, then: npm run tangle
/** Tables of counts and networks, each as a language model. */
import type { NgramModel } from "./ngram/smoothing.ts";
import { asTensor, type Tensor } from "../tensor-core.ts";
import type { Vocabulary } from "../tokenizers/vocabulary.ts";
import { startId, type LanguageModel } from "./language-model.ts";
import { windowModel } from "./window-model.ts";

// Adapt an n-gram model to the interface
/**
 * An n-gram model; what its probabilities leave is the unknown token’s. Its logits are logarithms of probabilities, in float64.
 */
export function ngramModel(model: NgramModel, vocabulary: Vocabulary): LanguageModel {
  const { tokens, size } = vocabulary;
  const start = startId(vocabulary);
  const unknownCharacter = outside(tokens);
  return windowModel(vocabulary, model.order, ({ n, ids }) => {
    const logits = new Float64Array(n * size);
    for (let i = 0; i < n; i++) {
      const window = ids.subarray(i * model.order, (i + 1) * model.order);
      const history = Array.from(window.subarray(window.lastIndexOf(start) + 1), (id) => tokens[id] ?? unknownCharacter).join("");
      const p = tokens.map((each) => model.probability(history, each));
      if (size > tokens.length) p.push(Math.max(0, 1 - p.reduce((sum, each) => sum + each, 0)));
      logits.set(p.map(Math.log), i * size);
    }
    return asTensor(logits, { shape: [n, size] });
  });
}

/** A character that is not among the letters, in whose place an unknown one is read. */
function outside(tokens: readonly string[]): string {
  const known = new Set(tokens);
  let code = 0xe000;
  while (known.has(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}

// Adapt a network to the interface
/**
 * A network that reads `context` tokens; a shorter context is padded
 * on the left with token 0.
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
