/** Derivatives by central differences, carried to the limit of a step of 0. */

/** A derivative and how far it may be off. */
export interface Slope {
  readonly slope: number;
  readonly error: number;
}

/** The relative precision to which differences are trusted, however well they agree. */
export const trusted = 1e-6;

/** True if a derivative at `x` is known to four digits, of its own size or of that of the line from (0, 0) to (x, value). */
export function isSettled({ slope, error }: Slope, { value, x }: { readonly value: number; readonly x: number }): boolean {
  return error <= 1e-4 * Math.max(Math.abs(slope), Math.abs(value) / Math.max(Math.abs(x), 0.1)) || error < 1e-12;
}

// halved this often, the step goes from a tenth to some hundred-thousandth of the argument
const levels = 14;

/**
 * The derivative of `f` at `x`, for each of the numbers that `f` gives. Ridders (1982): central differences at halved steps,
 * extrapolated in the square of the step (Richardson); the entry whose neighbours agree best is taken, so that the step
 * is neither so large that the curve shows nor so small that rounding does. Steps that leave the domain (NaN, ∞) are
 * passed over. Undefined if no step stays inside.
 */
export function slopesAt(f: (x: number) => readonly number[], x: number): readonly Slope[] | undefined {
  const quotients = differenceQuotients(f, x);
  const [first] = quotients;
  if (first === undefined || quotients.length < 3) return undefined;
  return first.slopes.map((_, index) => extrapolated(quotients.map((each) => ({ slope: each.slopes[index] ?? NaN, rounding: each.rounding[index] ?? NaN }))));
}

/** The derivative of a function of one number. */
export function slopeAt(f: (x: number) => number, x: number): Slope | undefined {
  return slopesAt((at) => [f(at)], x)?.[0];
}

interface Quotient {
  readonly slopes: readonly number[];
  /** What rounding of f makes of the quotient, at most. */
  readonly rounding: readonly number[];
}

/** Central difference quotients, the step halved from one to the next, from the first step that stays in the domain with all smaller ones. */
function differenceQuotients(f: (x: number) => readonly number[], x: number): readonly Quotient[] {
  const quotients: Quotient[] = [];
  let step = 0.1 * Math.max(Math.abs(x), 0.1);
  for (let level = 0; level < levels; level++, step /= 2) {
    const right = x + step;
    const left = x - step;
    const above = f(right);
    const below = f(left);
    if (![...above, ...below].every(Number.isFinite)) {
      quotients.length = 0;
      continue;
    }
    const slopes = above.map((value, index) => (value - (below[index] ?? NaN)) / (right - left));
    const rounding = above.map((value, index) => (2 ** -51 * Math.max(Math.abs(value), Math.abs(below[index] ?? 0))) / (right - left));
    quotients.push({ slopes, rounding });
  }
  return quotients;
}

/** Richardson's table, a row a quotient: column k has got rid of the errors of the step's first k even powers. */
function extrapolated(quotients: readonly { readonly slope: number; readonly rounding: number }[]): Slope {
  let best: Slope = { slope: NaN, error: Infinity };
  let above: readonly number[] = [];
  for (const { slope, rounding } of quotients) {
    const row = [slope];
    for (const [k, upper] of above.entries()) {
      const left = row[k] ?? NaN;
      const next = left + (left - upper) / (4 ** (k + 1) - 1);
      row.push(next);
      const error = Math.max(Math.abs(next - left), Math.abs(next - upper), rounding);
      if (error < best.error) best = { slope: next, error };
    }
    above = row;
  }
  return best;
}
