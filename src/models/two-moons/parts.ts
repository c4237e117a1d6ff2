// Tangled from book/02-automatic-differentiation/07-two-moons-and-a-bill.md. Edit the book, then: npm run tangle
/** The same slopes with less tape. */
import { real } from "../../autograd/scalar/arithmetic.ts";
import { Tape, type Place } from "../../autograd/scalar/tape.ts";
import { priceOfKnobs, sumOfPrices, type Setting } from "./loss.ts";

// Take the slopes part by part
/**
 * The slopes of the loss by the knobs, from `size` points at a time.
 * Whenever the tape is at its longest or has just been wound back,
 * `watch` is told of its lines and of the adjoints that are held.
 */
export function slopesInParts(
  { widths, points }: Setting,
  knobs: readonly number[],
  size: number,
  watch: (lines: number, adjoints: number) => void = () => {},
): readonly number[] {
  const tape = new Tape(real);
  const places = knobs.map(tape.variable);
  let slopes = knobs.map(() => 0);
  const pull = (output: Place) => {
    // Pull back, add, and wind the tape back
    watch(tape.length, 0);
    const parts = tape.gradient(output, places);
    watch(tape.length, output + 1);
    slopes = slopes.map((slope, k) => slope + parts[k]);
    tape.rewind(knobs.length);
    watch(tape.length, 0);
  };
  for (let i = 0; i < points.length; i += size) {
    const part = points.slice(i, i + size);
    const sum = sumOfPrices(tape, { widths, points: part }, places);
    pull(tape.divide(sum, tape.constant(points.length)));
  }
  pull(priceOfKnobs(tape, places));
  return slopes;
}
//# sourceMappingURL=../../.maps/models/two-moons/parts.ts.map
