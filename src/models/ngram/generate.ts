// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** Samples text from an n-gram model. */
import type { Random } from "../../random/random.ts";
import { contextOf } from "./model.ts";
import type { CountTable, Successors } from "./model.ts";

// Continue a prompt
/** What to generate: `length` characters that continue `prompt`. */
export interface GenerationRequest {
  readonly prompt: string;
  readonly length: number;
}

/** The sampled continuation; shorter if a context has no row. */
export function generate(
  model: CountTable,
  random: Random,
  { prompt, length }: GenerationRequest,
): string {
  let text = prompt;
  for (let written = 0; written < length; written++) {
    const row = model.table.get(contextOf(model, text));
    if (!row) break;
    text += draw(row, random);
  }
  return text.slice(prompt.length);
}

// Sample a character in proportion to its count
/** A character, drawn with probability count / total. */
export function draw(row: Successors, random: Random): string {
  let u = random.uniform() * row.total;
  for (const [character, count] of row.counts) {
    if (u < count) return character;
    u -= count;
  }
  throw new Error("internal: counts that are less than their total");
}
//# sourceMappingURL=../../.maps/models/ngram/generate.ts.map
