// Tangled from book/01-markov-chains/03-cross-entropy-and-perplexity.md. Edit the book, then: npm run tangle
/** One text, one measure, an entry for every order. */
import type { Split } from "../../data/split.ts";
import { conditionalEntropy } from "./entropy.ts";
import { bits, evaluate, type Evaluation } from "./evaluate.ts";
import { train, type CountTable } from "./model.ts";

/** A chain of one order with its losses, in bits per character. All orders are evaluated at the same places. */
export interface OrderEntry {
  readonly order: number;
  readonly contexts: number;
  readonly training: number;
  /** ∞ where one place or more is impossible. */
  readonly test: number;
  readonly evaluation: Evaluation;
  readonly model: CountTable;
}

/** The entries of order 0 to `highest`, each made when it is asked for. The training text must be longer than `highest`. */
export function* evaluateOrders({ text, testFrom, train: training }: Split, highest: number): Generator<OrderEntry> {
  for (let order = 0; order <= highest; order++) {
    const model = train(training, order);
    const evaluation = evaluate(model, text, testFrom);
    yield {
      order,
      contexts: model.table.size,
      training: bits(conditionalEntropy(model)),
      test: evaluation.impossible > 0 ? Infinity : evaluation.bitsElsewhere,
      evaluation,
      model,
    };
  }
}
//# sourceMappingURL=../../.maps/models/ngram/orders.ts.map
