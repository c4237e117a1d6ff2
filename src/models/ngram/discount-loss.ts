// Tangled from book/02-automatic-differentiation/03-forward-mode.md. Edit the book, then: npm run tangle
/** Kneser–Ney smoothing, with a discount of any number type. */
import type { Arithmetic } from "../../autograd/scalar/arithmetic.ts";
import { countCharacters, lastCharacters, placesIn, type Place } from "../../tokenizers/characters.ts";
import type { Successors } from "./model.ts";
import type { Counts } from "./smoothing.ts";

// Interpolate with an absolute discount, for any number type
function discounted<T>(
  a: Arithmetic<T>,
  { counts, total }: Successors,
  next: string,
  { kappa, shorter }: { readonly kappa: T; readonly shorter: T },
): T {
  const count = a.constant(counts.get(next) ?? 0);
  const discountedCount = a.relu(a.subtract(count, kappa));
  const backoffMass = a.multiply(a.constant(counts.size), kappa);
  const sum = a.add(discountedCount, a.multiply(backoffMass, shorter));
  return a.divide(sum, a.constant(total));
}

// Compute the loss, for any number type
/**
 * The loss of `text` from position `from` on, in nats a character, if `kappa` is taken from every count of `counts`, which
 * `countNeighbours` made. The same as `lossUnder(discount(kappa)(counts), text, from)`, but `kappa` and the loss are numbers
 * of any type. Throws `RangeError` if there is no character.
 */
export function discountLoss<T>(a: Arithmetic<T>, counts: Counts, kappa: T, { text, from }: { readonly text: string; readonly from: number }): T {
  if (from >= text.length) throw new RangeError("discountLoss: there is no character to predict");
  let sum = a.constant(0);
  for (const place of placesIn(text, counts.tables.length - 1, from)) {
    sum = a.add(sum, a.log(probabilityOf(a, counts, kappa, place)));
  }
  return a.divide(sum, a.constant(-countCharacters(text, from)));
}

function probabilityOf<T>(a: Arithmetic<T>, { tables, alphabet }: Counts, kappa: T, { history, next }: Place): T {
  let probability = a.constant(1 / alphabet.size);
  for (const { order, table } of tables) {
    const row = order > history.length ? undefined : table.get(lastCharacters(history, order));
    if (!row) break;
    probability = discounted(a, row, next, { kappa, shorter: probability });
  }
  return probability;
}
//# sourceMappingURL=../../.maps/models/ngram/discount-loss.ts.map
