// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The tables of the demonstration, which watches in the ledger how far the counting is and what is kept. */
import { ledger, type Ledger } from "../../ledger/ledger.ts";
import { train, type CountTable } from "../../models/ngram/model.ts";
import { BadInput } from "../shell/bad-input.ts";

/** Counts at one order, calls `step` at each place. */
export type Count = (order: number, step: () => void) => CountTable;

// measured on the novel at orders 8 and 12: a number kept, with its part of a Map and of the string that is its key
const BYTES_PER_NUMBER = 200;
// a Map holds no more
const MOST_NUMBERS = 2 ** 24;

/** Counts `training` as long as all tables together fit into three quarters of `memory`, in bytes; throws `BadInput` if they do not. */
export function countsWithin(memory: number, training: string): Count {
  const room = Math.min((3 / 4) * (memory / BYTES_PER_NUMBER), MOST_NUMBERS);
  let kept = 0;
  return (order, step) => {
    return overheard(() => train(training, order), (costs) => {
      step();
      kept += costs["numbers kept"] ?? 0;
      if (kept > room) throw tooLarge(order, memory);
    });
  };
}

function tooLarge(order: number, memory: number): BadInput {
  const cure = order > 1 ? `try --order ${order - 1}` : "try a shorter text";
  return new BadInput(`the table of order ${order} is too large for the ${Math.round(memory / 2 ** 20)} MiB that Node may use; ${cure}`);
}

/** Runs, and passes on what is entered in the ledger. */
function overheard<T>(run: () => T, listen: (costs: Parameters<Ledger>[1]) => void): T {
  const before = ledger();
  globalThis.bookLedger = (label, costs) => {
    listen(costs);
    before?.(label, costs);
  };
  try {
    return run();
  } finally {
    globalThis.bookLedger = before;
  }
}
//# sourceMappingURL=../../.maps/demos/ngram/counts.ts.map
