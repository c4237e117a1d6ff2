// Tangled from book/01-markov-chains/01-chain-rule-and-markov-assumption.md. Edit the book, then: npm run tangle
/** The ledger: where operations record what they have done, while one is open. */

/** What an operation has done, by name: `probes`, `FLOPs`, `numbers kept`. What it lets go of, it enters with a minus. */
export type Costs = Readonly<Record<string, number>>;

/** Takes an entry under a label. */
export type Ledger = (label: string, costs: Costs) => void;

declare global {
  /** A ledger put here records what the program does. */
  var bookLedger: Ledger | undefined;
}

// Even an empty ledger has its place. V8 takes a global that has never changed for a constant, and then `ledger()?.(…)`
// compiles to nothing. A global that is not there it looks for at every letter, which costs a tenth of the time at order 1.
globalThis.bookLedger ??= undefined;

/** The ledger that is open; `undefined` if none is, so that in `ledger()?.(label, costs)` the costs are not even made. */
export function ledger(): Ledger | undefined {
  return globalThis.bookLedger;
}

/** What `run` enters, added up: for each label a sum for each name. A ledger that was open before is told as well. */
export function ledgerOf(run: () => unknown): Readonly<Record<string, Costs>> {
  const sums: Record<string, Record<string, number>> = {};
  const before = globalThis.bookLedger;
  globalThis.bookLedger = (label, costs) => {
    const row = (sums[label] ??= {});
    for (const [name, amount] of Object.entries(costs)) row[name] = (row[name] ?? 0) + amount;
    before?.(label, costs);
  };
  try {
    run();
  } finally {
    globalThis.bookLedger = before;
  }
  return sums;
}
//# sourceMappingURL=../.maps/ledger/ledger.ts.map
