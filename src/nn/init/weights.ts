// Tangled from book/06-stability/01-weight-initialisation-and-gains.md. Edit the book, then: npm run tangle
/** Weights at the start of training: their standard deviation and their distribution. */
// Import what weights are drawn with
import { ledger } from "../../ledger/ledger.ts";
import { shapeText } from "../../layout/shape.ts";
import type { Random } from "../../random/random.ts";
import { normals } from "../../random/normal.ts";
import { asTensor, type Tensor } from "../../tensor-core.ts";

// Choose the standard deviation from the fans
/** The shape of a weight matrix: fan-in, fan-out. */
export type Fans = readonly [inputs: number, outputs: number];

/** How weights are drawn. The default is normal with gain 1 over the fan-in. */
export interface Initialisation {
  readonly gain?: number;
  readonly fan?: "in" | "out" | "mean";
  readonly distribution?: "normal" | "uniform" | "truncated";
}

/** He initialisation for ReLU, and Xavier initialisation. */
export const he: Initialisation = { gain: Math.SQRT2 };
export const xavier: Initialisation = { fan: "mean" };

/** The standard deviation of an [inputs, outputs] matrix: the gain divided by the square root of a fan. */
export function initialStd(
  [inputs, outputs]: Fans,
  { gain = 1, fan = "in" }: Initialisation,
): number {
  // Choose the fan
  const mean = (inputs + outputs) / 2;
  const fans = { in: inputs, out: outputs, mean };
  return gain / Math.sqrt(fans[fan]);
}

function checkFans(operation: string, shape: Fans): void {
  if (!shape.every((side) => Number.isInteger(side) && side > 0)) throw new RangeError(`${operation}: a matrix [inputs, outputs], not ${shapeText(shape)}`);
}

// Draw the weights
/** An [inputs, outputs] matrix of independent weights of mean 0. */
export function initialWeights(
  shape: Fans,
  random: Random,
  options: Initialisation = {},
): Tensor {
  // Refuse a shape that is no matrix
  checkFans("initialWeights", shape);
  const std = initialStd(shape, options);
  const standard = {
    // Draw numbers of variance 1
    normal: normals(random),
    uniform: () => Math.sqrt(3) * (2 * random.uniform() - 1),
    truncated: truncatedNormals(random),
  }[options.distribution ?? "normal"];
  const [inputs, outputs] = shape;
  return asTensor(Float32Array.from({ length: inputs * outputs },
    () => std * standard()), { shape });
}

/** Standard deviation of a standard normal number within ±2. */
const TRUNCATED_STD = 0.8796256610342398;

/** Normal numbers within two standard deviations, scaled to variance 1. */
function truncatedNormals(random: Random): () => number {
  const draw = normals(random);
  return () => {
    let z = draw();
    while (Math.abs(z) > 2) z = draw();
    return z / TRUNCATED_STD;
  };
}

// Draw an orthogonal matrix
/**
 * A random matrix with orthonormal rows or columns, times the gain:
 * Gram–Schmidt, twice, on normal vectors. Source: Saxe and others, 2014.
 */
export function orthogonalWeights(
  shape: Fans,
  random: Random,
  gain = 1,
): Tensor {
  // Refuse fans that are no matrix
  checkFans("orthogonalWeights", shape);
  const [count, length] = [Math.min(...shape), Math.max(...shape)];
  const draw = normals(random);
  const basis: Float64Array[] = [];
  while (basis.length < count) {
    const v = Float64Array.from({ length }, draw);
    for (const pass of [1, 2]) for (const u of basis) removeAlong(u, v);
    basis.push(normalised(v));
  }
  // Put the basis into the rows or the columns
  const [inputs, outputs] = shape;
  const inRows = inputs <= outputs;
  return asTensor(Float32Array.from({ length: inputs * outputs }, (_, i) => {
    const [row, column] = [Math.floor(i / outputs), i % outputs];
    return gain * (inRows ? basis[row]![column]! : basis[column]![row]!);
  }), { shape });
}

/** Takes from v its component along the unit vector u, in place. */
function removeAlong(u: Float64Array, v: Float64Array): void {
  let along = 0;
  for (let k = 0; k < v.length; k++) along += u[k]! * v[k]!;
  for (let k = 0; k < v.length; k++) v[k]! -= along * u[k]!;
  ledger()?.("remove a component", { FLOPs: 4 * v.length });
}

function normalised(v: Float64Array): Float64Array {
  const norm = Math.sqrt(v.reduce((sum, each) => sum + each * each, 0));
  ledger()?.("normalise", { FLOPs: 3 * v.length + 1 });
  return v.map((each) => each / norm);
}
//# sourceMappingURL=../../.maps/nn/init/weights.ts.map
