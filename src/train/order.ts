// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** In which order examples are taken. */
// Import what an order needs
import type { Random } from "../random/random.ts";
import { streamsFrom } from "../random/streams.ts";

// Shuffle a list
/** The items in a random order; any order is as likely as any other. */
export function shuffled<T>(items: Iterable<T>, random: Random): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

// Say which examples a step looks at
/** The examples of each step, by number: epoch after epoch. */
export function placesOf(
  { count, batch, seed }: Taking,
): (step: number) => readonly number[] {
  let [epoch, order]: [number, readonly number[]] = [-1, []];
  return (step) => Array.from({ length: batch }, (_, i) => {
    const taken = step * batch + i;
    const now = Math.floor(taken / count);
    if (now !== epoch) [epoch, order] = [now, orderOf(count, seed, now)];
    return order[taken % count]!;
  });
}

/** How many examples there are, how many a step takes, and the seed of all orders. */
export interface Taking {
  readonly count: number;
  readonly batch: number;
  readonly seed: number;
}

/** All places, in the order of an epoch: a function of seed and epoch, with chance that no other epoch draws. The seed’s own generator is left to the model. */
function orderOf(count: number, seed: number, epoch: number): readonly number[] {
  let before = 0;
  for (const random of streamsFrom(seed)) if (before++ > epoch) return shuffled(Array(count).keys(), random);
  throw new Error("internal: there is no end of streams");
}
//# sourceMappingURL=../.maps/train/order.ts.map
