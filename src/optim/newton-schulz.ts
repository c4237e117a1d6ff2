// Tangled from book/05-optimisation/06-muon.md. Edit the book, then: npm run tangle
/** Orthogonalisation of matrices by a polynomial iteration: U S Vᵀ becomes nearly U Vᵀ. */
// Import what the iteration uses
import { shapeText } from "../layout/shape.ts";
import { add, divide, matmul, matrixTranspose, maximum, multiply, sqrt, sum, type Tensor } from "../tensor-core.ts";

// Choose the coefficients
/** Coefficients of an odd polynomial a s + b s³ + c s⁵. */
export type Quintic = readonly [a: number, b: number, c: number];

/** The published ones of Muon. Source: Jordan and others, 2024. */
export const MUON: Quintic = [3.4445, -4.775, 2.0315];

// Apply the polynomial to the singular values
/** a X + b (X Xᵀ) X + c (X Xᵀ)² X for an [m, n] matrix X. */
export function quinticStep(X: Tensor, [a, b, c]: Quintic): Tensor {
  const A = matmul(X, matrixTranspose(X)); // [m, m]
  const B = add(multiply(A, b), multiply(matmul(A, A), c));
  return add(multiply(X, a), matmul(B, X));
}

// Orthogonalise a matrix
/**
 * Nearly U Vᵀ of the matrix U S Vᵀ, in its shape: the polynomial is applied
 * `steps` times. Zeros stay zeros. Throws `RangeError` unless the tensor
 * has two axes. Source: Jordan and others, 2024.
 */
export function orthogonalised(
  G: Tensor,
  { steps = 5, coefficients = MUON }: Orthogonalisation = {},
): Tensor {
  // Refuse what is no matrix
  if (G.shape.length !== 2) throw new RangeError(`orthogonalised: a matrix has two axes, not ${shapeText(G.shape)}`);
  const isTall = G.shape[0]! > G.shape[1]!;
  // Divide by the Frobenius norm
  const norm = sqrt(sum(multiply(G, G)));
  let X = divide(isTall ? matrixTranspose(G) : G, maximum(norm, 1e-7));
  for (let i = 0; i < steps; i++) X = quinticStep(X, coefficients);
  return isTall ? matrixTranspose(X) : X;
}

/** How often a polynomial is applied, and which. */
export interface Orthogonalisation {
  readonly steps?: number;
  readonly coefficients?: Quintic;
}

// Apply the polynomial to one number
/** What the iteration makes of one singular value. */
export function quinticOf(s: number, steps = 5, [a, b, c]: Quintic = MUON): number {
  let x = s;
  for (let i = 0; i < steps; i++) x = a * x + b * x ** 3 + c * x ** 5;
  return x;
}
//# sourceMappingURL=../.maps/optim/newton-schulz.ts.map
