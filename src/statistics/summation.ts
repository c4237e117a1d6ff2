// Tangled from book/interlude-b-the-processor/09-accuracy-of-sums.md. Edit the book, then: npm run tangle
/** Sums of float32 numbers in float32, in four orders. A float64 sum of float32 numbers, rounded to float32, is `Math.fround`. */

// Add one number after the other
/** The sum in one float32 total. */
export function naiveSum(x: Float32Array): number {
  let sum = 0;
  for (const each of x) sum = Math.fround(sum + each);
  return sum;
}

// Add the sums of two halves
/** The sum of two halves, each summed in the same way. */
export function pairwiseSum(x: Float32Array, from = 0, to = x.length): number {
  if (to - from <= 2) return to - from === 0 ? 0 : Math.fround(x[from]! + (to - from === 2 ? x[from + 1]! : 0));
  const middle = (from + to) >> 1;
  return Math.fround(pairwiseSum(x, from, middle) + pairwiseSum(x, middle, to));
}

// Add in independent totals
/** The sum in so many float32 totals, which are added in their order. */
export function sumInLanes(x: Float32Array, lanes: number): number {
  const totals = new Float32Array(lanes);
  for (let i = 0; i < x.length; i++) totals[i % lanes] = totals[i % lanes]! + x[i]!;
  return naiveSum(totals);
}

// Add with a compensation
/** The sum in one float32 total and one float32 compensation: what the additions so far have rounded away. */
export function kahanSum(x: Float32Array): number {
  let [sum, lost] = [0, 0];
  for (const each of x) {
    const term = Math.fround(each + lost);
    const next = Math.fround(sum + term);
    lost = Math.fround(term - Math.fround(next - sum));
    sum = next;
  }
  return sum;
}
//# sourceMappingURL=../.maps/statistics/summation.ts.map
