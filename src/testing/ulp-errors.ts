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
 * The largest error against reference gradients, in ulps of the largest
 * number of each; `precision` in binary digits.
 */
export function ulpError(
  actual: readonly Tensor[],
  reference: readonly Tensor[],
  precision: 53 | 24 = 53,
): number {
  return Math.max(...reference.map((expected, i) => {
    const [x, y] = [[...actual[i]!.dataSync()], [...expected.dataSync()]];
    const largest = y.reduce((size, each) =>
      Math.max(size, Math.abs(each)), Number.MIN_VALUE);
    const unit = 2 ** (Math.floor(Math.log2(largest)) + 1 - precision);
    return y.reduce((most, each, k) =>
      Math.max(most, Math.abs(x[k]! - each) / unit), 0);
  }));
}

// Compare with every reference implementation
/** The error of the fused gradient against each method, in ulps; null where there is no record. */
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

function compareOnce({ shapes, fused, composed, scalarProgram }: CheckedOperation, random: Random): Omit<UlpErrors, "torch"> {
  const operands = shapes(ROWS, COLUMNS).map((shape) => normal(random, shape, { dtype: "float64" }));
  const dY = normal(random, fused(...operands).shape, { dtype: "float64" });
  const actual = pulledBack(fused, operands, dY);
  const numbers = operands.map((operand) => [...operand.dataSync()]);
  const cotangent = [...dY.dataSync()];
  const gradients = (slope: (operand: number, k: number) => number) =>
    operands.map((operand, i) => asTensor(Float64Array.from(operand.dataSync(), (_, k) => slope(i, k)), { shape: operand.shape }));
  const [complexFunctions, realFunctions] = [withErf(complexes), withErf(real)];
  const h = 1e-100;
  // Compute the gradient by the complex step
  const complexStep = gradients((operand, k) => {
    const perturbed = numbers.map((each, i) => each.map((re, j) => ({ re, im: i === operand && j === k ? h : 0 })));
    return scalarProgram(complexFunctions, perturbed, COLUMNS).reduce((sum, { im }, i) => sum + cotangent[i]! * (im / h), 0);
  });
  const finiteDifference = gradients((operand, k) => {
    const at = numbers[operand]![k]!;
    const loss = (x: number) => scalarProgram(realFunctions, numbers.with(operand, numbers[operand]!.with(k, x)), COLUMNS).reduce((sum, y, i) => sum + cotangent[i]! * y, 0);
    return centralDifference(loss, at, Math.cbrt(3 * 2 ** -53) * Math.max(1, Math.abs(at)));
  });
  return { primitives: ulpError(actual, pulledBack(composed, operands, dY)), complexStep: ulpError(actual, complexStep), finiteDifference: ulpError(actual, finiteDifference) };
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

function compareTorch({ name, fused }: CheckedOperation): number | null {
  const fixture = fixtureOf(name);
  return fixture ? ulpError(pulledBack(fused, fixture.inputs.map(doubles), doubles(fixture.weights)), fixture.gradients.map(doubles)) : null;
}

// Measure the errors of single precision
/** How far each is, computed in single precision, from the gradient in double, in units of the last of 24 binary digits; null where there is no fixture. */
export interface SingleErrors {
  readonly fused: number;
  readonly primitives: number;
  readonly torch: number;
}

/** Asks on the operands of the fixture. */
export function singleErrors({ name, fused, composed }: CheckedOperation): SingleErrors | null {
  const fixture = fixtureOf(name);
  if (!fixture) return null;
  const exact = pulledBack(fused, fixture.inputs.map(doubles), doubles(fixture.weights));
  const inSingle = (operation: (...x: Tensor[]) => Tensor) => pulledBack(operation, fixture.inputs.map(singles), singles(fixture.weights));
  return {
    fused: ulpError(inSingle(fused), exact, 24),
    primitives: ulpError(inSingle(composed), exact, 24),
    torch: ulpError(fixture.single.map(singles), exact, 24),
  };
}
//# sourceMappingURL=../.maps/testing/ulp-errors.ts.map
