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
/** At so few steps an agreement may be chance; where all agree to `agreed` after more, smaller steps say nothing new. */
const fewestLevels = 5;
const agreed = 1e-11;

/**
 * The derivative of `f` at `x`, for each of the numbers that `f` gives. Ridders (1982): central differences at halved steps,
 * extrapolated in the square of the step (Richardson); the entry whose neighbours agree best is taken, so that the step
 * is neither so large that the curve shows nor so small that rounding does. Steps that leave the domain (NaN, ∞) are
 * passed over. Undefined if no step stays inside.
 */
export function slopesAt(f: (x: number) => readonly number[], x: number): readonly Slope[] | undefined {
  let tables: readonly Table[] = [];
  let count = 0;
  let step = 0.1 * Math.max(Math.abs(x), 0.1);
  for (let level = 0; level < levels; level++, step /= 2) {
    const quotients = quotientsAt(f, x, step);
    count = quotients === undefined ? 0 : count + 1;
    if (quotients === undefined) continue;
    tables = quotients.map((quotient, k) => extended(count === 1 ? empty : (tables[k] ?? empty), quotient));
    if (count >= fewestLevels && tables.every(({ best }) => best.error <= agreed * Math.abs(best.slope))) break;
  }
  return count < 3 ? undefined : tables.map((table) => table.best);
}

/** The derivative of a function of one number. */
export function slopeAt(f: (x: number) => number, x: number): Slope | undefined {
  return slopesAt((at) => [f(at)], x)?.[0];
}

interface Quotient {
  readonly slope: number;
  /** What rounding of f makes of the quotient, at most. */
  readonly rounding: number;
}

/** Central difference quotients with one step; undefined if it leaves the domain. */
function quotientsAt(f: (x: number) => readonly number[], x: number, step: number): readonly Quotient[] | undefined {
  const [left, right] = [x - step, x + step];
  const [below, above] = [f(left), f(right)];
  if (below.length !== above.length || ![...below, ...above].every(Number.isFinite)) return undefined;
  return above.map((value, k) => {
    const other = below[k] ?? NaN;
    return { slope: (value - other) / (right - left), rounding: (2 ** -51 * Math.max(Math.abs(value), Math.abs(other))) / (right - left) };
  });
}

/** The last row of Richardson's table, in which column k has got rid of the errors of the step's first k even powers. */
interface Table {
  readonly row: readonly number[];
  readonly best: Slope;
}

const empty: Table = { row: [], best: { slope: NaN, error: Infinity } };

function extended(table: Table, { slope, rounding }: Quotient): Table {
  const row = [slope];
  let { best } = table;
  for (const [k, upper] of table.row.entries()) {
    const left = row[k] ?? NaN;
    const next = left + (left - upper) / (4 ** (k + 1) - 1);
    row.push(next);
    const error = Math.max(Math.abs(next - left), Math.abs(next - upper), rounding);
    if (error < best.error) best = { slope: next, error };
  }
  return { row, best };
}
