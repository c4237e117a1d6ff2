// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** In which order examples are read. */
// Import what an order uses
import type { Random } from "../random/random.ts";
import { streamsFrom } from "../random/streams.ts";

// Shuffle
/** 0, 1, … `count` − 1 in any order, each as likely as the others. */
export function shuffled(count: number, random: Random): Int32Array {
  const places = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return places;
}

// Find the places of a step
/** The examples that a step reads: a function of order and step. */
export function placesOf(
  { count, batch, seed }: Order,
): (step: number) => Int32Array {
  const chanceOf = chancesOf(seed);
  let known = -1;
  let places: Int32Array;
  const placeAt = (read: number) => {
    const epoch = Math.floor(read / count);
    if (epoch !== known) places = shuffled(count, chanceOf(epoch));
    known = epoch;
    return places[read - epoch * count]!;
  };
  return (step) =>
    Int32Array.from({ length: batch }, (_, i) => placeAt(step * batch + i));
}

/** The examples of every step: `batch` of `count`, so that each is read once in an epoch. */
export interface Order {
  readonly count: number;
  readonly batch: number;
  readonly seed: number;
}

/**
 * The generator of each epoch. The first of the seed’s streams is left to whoever draws parameters. They are made one after the
 * other, and only to go back from the first on again, so that the time of a training does not grow with the square of its epochs.
 */
function chancesOf(seed: number): (epoch: number) => Random {
  let [streams, next] = [streamsFrom(seed), -1];
  return (epoch) => {
    if (epoch < next) [streams, next] = [streamsFrom(seed), -1];
    for (; next < epoch; next++) streams.next();
    next++;
    return streams.next().value;
  };
}
//# sourceMappingURL=../.maps/data/batch-sampler.ts.map
