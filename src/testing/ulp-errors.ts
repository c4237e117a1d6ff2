// Tangled from book/03-backpropagation/08-gradient-checks.md. Edit the book, then: npm run tangle
/** The errors of an operation’s gradients, in ulps. */
// Import what the comparison needs
import { real } from "../autograd/scalar/arithmetic.ts";
import { complexes } from "../autograd/scalar/complex-step.ts";
import { centralDifference } from "../autograd/scalar/finite-difference.ts";
import type { Random } from "../random/random.ts";
import { asTensor, normal, variable, vjp, type Tensor } from "../tensor-core.ts";
import { tensorOf, type Row } from "./tensor-oracle.ts";
import { data } from "../data/files.ts";
import { withErf } from "../ops/functions.ts";
import type { CheckedOperation } from "./reference-implementations.ts";

/** How many rows and columns are checked. */
const [ROWS, COLUMNS] = [4, 6];

// Count the error in ulps
/**
 * The largest difference of two lists of gradients, in units of the
 * last digit of the largest number in the second list; `digits` binary.
 */
export function ulpError(
  some: readonly Tensor[],
  others: readonly Tensor[],
  digits: 53 | 24 = 53,
): number {
  return Math.max(...others.map((other, i) => {
    const [x, y] = [[...some[i]!.dataSync()], [...other.dataSync()]];
    const largest = y.reduce((size, each) =>
      Math.max(size, Math.abs(each)), Number.MIN_VALUE);
    const unit = 2 ** (Math.floor(Math.log2(largest)) + 1 - digits);
    return y.reduce((most, each, k) =>
      Math.max(most, Math.abs(x[k]! - each) / unit), 0);
  }));
}

// Compare with every reference implementation
/** How far each method is from the gradient by hand, in ulps; null where there is no record. */
export interface UlpErrors {
  readonly primitives: number;
  readonly complexStep: number;
  readonly finiteDifference: number;
  readonly torch: number | null;
}

/** Compares with all four, on `draws` random operands with random adjoints, and takes the largest differences. */
export function ulpErrorsOf(operation: CheckedOperation, random: Random, draws = 1): UlpErrors {
  const results = Array.from({ length: draws }, () => compareOnce(operation, random));
  const most = (method: "primitives" | "complexStep" | "finiteDifference") => Math.max(...results.map((each) => each[method]));
  return { primitives: most("primitives"), complexStep: most("complexStep"), finiteDifference: most("finiteDifference"), torch: compareTorch(operation) };
}

function compareOnce({ shapes, byHand, ofPrimitives, program }: CheckedOperation, random: Random): Omit<UlpErrors, "torch"> {
  const operands = shapes(ROWS, COLUMNS).map((shape) => normal(random, shape, { dtype: "float64" }));
  const dY = normal(random, byHand(...operands).shape, { dtype: "float64" });
  const hand = pulledBack(byHand, operands, dY);
  const numbers = operands.map((operand) => [...operand.dataSync()]);
  const cotangent = [...dY.dataSync()];
  const gradients = (slope: (operand: number, k: number) => number) =>
    operands.map((operand, i) => asTensor(Float64Array.from(operand.dataSync(), (_, k) => slope(i, k)), { shape: operand.shape }));
  const [complexFunctions, realFunctions] = [withErf(complexes), withErf(real)];
  const h = 1e-100;
  // Compute the gradient by the complex step
  const complexStep = gradients((operand, k) => {
    const perturbed = numbers.map((each, i) => each.map((re, j) => ({ re, im: i === operand && j === k ? h : 0 })));
    return program(complexFunctions, perturbed, COLUMNS).reduce((sum, { im }, i) => sum + cotangent[i]! * (im / h), 0);
  });
  const finiteDifference = gradients((operand, k) => {
    const at = numbers[operand]![k]!;
    const loss = (x: number) => program(realFunctions, numbers.with(operand, numbers[operand]!.with(k, x)), COLUMNS).reduce((sum, y, i) => sum + cotangent[i]! * y, 0);
    return centralDifference(loss, at, Math.cbrt(3 * 2 ** -53) * Math.max(1, Math.abs(at)));
  });
  return { primitives: ulpError(pulledBack(ofPrimitives, operands, dY), hand), complexStep: ulpError(complexStep, hand), finiteDifference: ulpError(finiteDifference, hand) };
}

/** The gradients with respect to all operands, of an operation, by reverse mode. */
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

function compareTorch({ name, byHand }: CheckedOperation): number | null {
  const fixture = fixtureOf(name);
  return fixture ? ulpError(fixture.gradients.map(doubles), pulledBack(byHand, fixture.inputs.map(doubles), doubles(fixture.weights))) : null;
}

// Measure the errors of single precision
/** How far each is, computed in single precision, from the gradient in double, in units of the last of 24 binary digits; null where there is no fixture. */
export interface SingleErrors {
  readonly byHand: number;
  readonly primitives: number;
  readonly torch: number;
}

/** Asks on the operands of the fixture. */
export function singleErrors({ name, byHand, ofPrimitives }: CheckedOperation): SingleErrors | null {
  const fixture = fixtureOf(name);
  if (!fixture) return null;
  const exact = pulledBack(byHand, fixture.inputs.map(doubles), doubles(fixture.weights));
  const inSingle = (operation: (...x: Tensor[]) => Tensor) => pulledBack(operation, fixture.inputs.map(singles), singles(fixture.weights));
  return {
    byHand: ulpError(inSingle(byHand), exact, 24),
    primitives: ulpError(inSingle(ofPrimitives), exact, 24),
    torch: ulpError(fixture.single.map(singles), exact, 24),
  };
}
//# sourceMappingURL=../.maps/testing/ulp-errors.ts.map
