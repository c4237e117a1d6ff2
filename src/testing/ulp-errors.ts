// Tangled from book/03-backpropagation/08-four-witnesses.md. Edit the book, then: npm run tangle
/** Asks the witnesses about an operation. */
// Import what asking uses
import { real } from "../autograd/scalar/arithmetic.ts";
import { complexes } from "../autograd/scalar/complex-step.ts";
import { central } from "../autograd/scalar/finite-difference.ts";
import type { Random } from "../random/random.ts";
import { asTensor, normal, variable, vjp, type Tensor } from "../tensor-core.ts";
import { tensorOf, type Row } from "./tensor-oracle.ts";
import { data } from "../data/files.ts";
import { withErf } from "../ops/functions.ts";
import type { Witnessed } from "./reference-implementations.ts";

/** How many rows and columns the witnesses are asked about. */
const [ROWS, COLUMNS] = [4, 6];

// Count in last digits
/**
 * The largest difference of two lists of gradients, in units of the
 * last digit of the largest number in the second list; `digits` binary.
 */
export function lastDigits(
  some: readonly Tensor[],
  others: readonly Tensor[],
  digits: 53 | 24 = 53,
): number {
  return Math.max(...others.map((other, i) => {
    const [x, y] = [[...some[i]!.toData()], [...other.toData()]];
    const largest = y.reduce((size, each) =>
      Math.max(size, Math.abs(each)), Number.MIN_VALUE);
    const unit = 2 ** (Math.floor(Math.log2(largest)) + 1 - digits);
    return y.reduce((most, each, k) =>
      Math.max(most, Math.abs(x[k]! - each) / unit), 0);
  }));
}

// Ask every witness
/** How far each witness is from the gradient by hand, in units of the last digit; null where it cannot be asked. */
export interface Testimony {
  readonly tape: number;
  readonly sideways: number;
  readonly nudges: number;
  readonly torch: number | null;
}

/** Asks all four, on `draws` random operands with random adjoints, and takes the largest differences. */
export function testimonyOf(operation: Witnessed, random: Random, draws = 1): Testimony {
  const heard = Array.from({ length: draws }, () => askedOnce(operation, random));
  const most = (witness: "tape" | "sideways" | "nudges") => Math.max(...heard.map((each) => each[witness]));
  return { tape: most("tape"), sideways: most("sideways"), nudges: most("nudges"), torch: askedTorch(operation) };
}

function askedOnce({ shapes, byHand, ofPrimitives, program }: Witnessed, random: Random): Omit<Testimony, "torch"> {
  const operands = shapes(ROWS, COLUMNS).map((shape) => normal(random, shape, { dtype: "float64" }));
  const dY = normal(random, byHand(...operands).shape, { dtype: "float64" });
  const hand = pulledBack(byHand, operands, dY);
  const numbers = operands.map((operand) => [...operand.toData()]);
  const bar = [...dY.toData()];
  const gradients = (slope: (operand: number, k: number) => number) =>
    operands.map((operand, i) => asTensor(Float64Array.from(operand.toData(), (_, k) => slope(i, k)), { shape: operand.shape }));
  const [sidewaysOf, realOf] = [withErf(complexes), withErf(real)];
  const h = 1e-100;
  const sideways = gradients((operand, k) => {
    const moved = numbers.map((each, i) => each.map((re, j) => ({ re, im: i === operand && j === k ? h : 0 })));
    return program(sidewaysOf, moved, COLUMNS).reduce((sum, { im }, i) => sum + bar[i]! * (im / h), 0);
  });
  const nudges = gradients((operand, k) => {
    const at = numbers[operand]![k]!;
    const loss = (x: number) => program(realOf, numbers.with(operand, numbers[operand]!.with(k, x)), COLUMNS).reduce((sum, y, i) => sum + bar[i]! * y, 0);
    return central(loss, at, Math.cbrt(3 * 2 ** -53) * Math.max(1, Math.abs(at)));
  });
  return { tape: lastDigits(pulledBack(ofPrimitives, operands, dY), hand), sideways: lastDigits(sideways, hand), nudges: lastDigits(nudges, hand) };
}

/** The gradients by all operands, of an operation on the tape. */
function pulledBack(operation: (...x: Tensor[]) => Tensor, operands: readonly Tensor[], dY: Tensor): readonly Tensor[] {
  const leaves = operands.map(variable);
  return vjp(operation(...leaves), leaves, dY);
}

/** What PyTorch says of an operation, on operands and adjoints that single precision has. */
interface Fixture {
  readonly inputs: readonly Row[];
  readonly weights: Row;
  readonly gradients: readonly Row[];
  /** The same, computed in single precision. */
  readonly single: readonly Row[];
}

const FIXTURES = ["ops-oracle-b.json"];

function fixtureOf(name: string): Fixture | undefined {
  const files = FIXTURES.map((file) => (JSON.parse(data(file)) as { readonly expressions: Readonly<Record<string, Fixture>> }).expressions);
  return files.find((expressions) => expressions[name])?.[name];
}

/** Which PyTorch recorded the gradients that `torch` is compared with, and where the record is. */
export function torchRecord(): { readonly version: string; readonly file: string } {
  const file = FIXTURES[0]!;
  return { version: (JSON.parse(data(file)) as { readonly torch: string }).torch, file: `book/data/${file}` };
}

const doubles = (row: Row) => tensorOf(row, "float64");
const singles = (row: Row) => tensorOf(row, "float32");

function askedTorch({ name, byHand }: Witnessed): number | null {
  const fixture = fixtureOf(name);
  return fixture ? lastDigits(fixture.gradients.map(doubles), pulledBack(byHand, fixture.inputs.map(doubles), doubles(fixture.weights))) : null;
}

// Ask how well single precision does
/** How far each is, computed in single precision, from the gradient in double, in units of the last of 24 binary digits; null where there is no fixture. */
export interface SingleErrors {
  readonly byHand: number;
  readonly tape: number;
  readonly torch: number;
}

/** Asks on the operands of the fixture. */
export function singleErrors({ name, byHand, ofPrimitives }: Witnessed): SingleErrors | null {
  const fixture = fixtureOf(name);
  if (!fixture) return null;
  const exact = pulledBack(byHand, fixture.inputs.map(doubles), doubles(fixture.weights));
  const inSingle = (operation: (...x: Tensor[]) => Tensor) => pulledBack(operation, fixture.inputs.map(singles), singles(fixture.weights));
  return {
    byHand: lastDigits(inSingle(byHand), exact, 24),
    tape: lastDigits(inSingle(ofPrimitives), exact, 24),
    torch: lastDigits(fixture.single.map(singles), exact, 24),
  };
}
//# sourceMappingURL=../.maps/testing/ulp-errors.ts.map
