// Tangled from book/09-position/index.md. Edit the book, then: npm run tangle
/** Several trainings in one experiment, of which an interruption costs no more than the one that runs. */

/** What an experiment keeps for its next beginning. */
export interface Keeper {
  readonly keep: (bytes: Uint8Array) => void;
  readonly kept: () => Uint8Array | null;
}

/** The result of each item, in their order. What is found is kept, and an experiment that begins again takes it from there; so results are what JSON can say. */
export function inTurn<Item, Result>(items: readonly Item[], { keep, kept }: Keeper, resultOf: (item: Item) => Result): readonly Result[] {
  const before = kept();
  const results = before === null ? [] : JSON.parse(new TextDecoder().decode(before)) as Result[];
  for (const item of items.slice(results.length)) {
    results.push(resultOf(item));
    keep(new TextEncoder().encode(JSON.stringify(results)));
  }
  return results;
}
//# sourceMappingURL=../.maps/experiments/in-turn.ts.map
