// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** Greedy decoding with a Markov chain. */
import { likeliest } from "./evaluate.ts";
import type { GenerationRequest } from "./generate.ts";
import type { CountTable } from "./model.ts";

/** Greedy decoding: always the most probable character; less than asked if a context has no counts. */
export function generateGreedily(
  model: CountTable,
  { prompt, length }: GenerationRequest,
): string {
  let text = prompt;
  for (let written = 0; written < length; written++) {
    const next = likeliest(model, text);
    if (next === undefined) break;
    text += next;
  }
  return text.slice(prompt.length);
}
//# sourceMappingURL=../../.maps/models/ngram/greedy.ts.map
