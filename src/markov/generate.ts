// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** Writes with a Markov chain. */
import type { Random } from "../random/random.ts";
import { contextOf, type MarkovModel, type Successors } from "./model.ts";

/** Continues `prompt` by `length` characters; by fewer where nothing ever followed the context we have come to. */
export function generate(
  model: MarkovModel,
  random: Random,
  { prompt, length }: { readonly prompt: string; readonly length: number },
): string {
  let text = prompt;
  for (let written = 0; written < length; written++) {
    const successors = model.table.get(contextOf(model, text));
    if (!successors) break;
    text += draw(successors, random);
  }
  return text.slice(prompt.length);
}

// Draw a character in proportion to its count
/** A character, each with its share of the total as its chance. */
export function draw({ counts, total }: Successors, random: Random): string {
  let dart = random.uniform() * total;
  for (const [character, count] of counts) {
    if (dart < count) return character;
    dart -= count;
  }
  throw new Error("internal: the counts do not add up to their total");
}
//# sourceMappingURL=../.maps/markov/generate.ts.map
