// Tangled from book/interlude-a-tensors/05-matrix-multiplication.md. Edit the book, then: npm run tangle
/** The product of matrices as an operation. */
import { checkDTypes, costOf, emptyLike } from "../tensor/result.ts";
import { apply, type Rule } from "../tensor/node.ts";
import { broadcastShapes, shapeText, sizeOf } from "../layout/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { broadcastTo, matrixTranspose, reshape } from "./views.ts";

/** The rule of products of two lists of matrices, [batch, m, k] and [batch, k, n]. */
export const matmulRules = {
  matmul: {
    name: "matmul",
    value([a, b]) {
      const y = emptyLike([a!, b!], [a!.shape[0]!, a!.shape[1]!, b!.shape[2]!]);
      y.backend.run({ kind: "matmul", left: a!, right: b!, output: y });
      return y;
    },
    cost: ([a, b], y) => costOf(2 * y.size * a!.shape[2]!, [a!, b!], y),
    saves: ([a, b]) => ({ a: a!, b: b! }),
    // Give the derivatives of a matrix product
    vjp: (i, cotangent, { saved: { a, b } }) =>
      (i === 0 ? bmm(cotangent, matrixTranspose(b!))
        : bmm(matrixTranspose(a!), cotangent)),
    jvp: (i, tangent, { saved: { a, b } }) =>
      (i === 0 ? bmm(tangent, b!) : bmm(a!, tangent)),
  } as Rule<undefined>,
};

function bmm(a: Tensor, b: Tensor): Tensor {
  return apply(matmulRules.matmul, undefined, [a, b]);
}

/**
 * A B for matrices, and for lists of matrices whose leading axes are broadcast; a vector on either side is a row there, a column here,
 * and its axis goes. Throws `RangeError` if shapes do not fit.
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const fail = (why: string) => new RangeError(`matmul: ${why}, ${shapeText(a.shape)} × ${shapeText(b.shape)}`);
  if (a.shape.length === 0 || b.shape.length === 0) throw fail("a number is not a matrix");
  checkDTypes("matmul", [a, b]);
  if (a.shape.length === 1) return dropped(matmul(reshape(a, [1, a.size]), b), -2);
  if (b.shape.length === 1) return dropped(matmul(a, reshape(b, [b.size, 1])), -1);
  const [m, k] = a.shape.slice(-2) as [number, number];
  const [inner, n] = b.shape.slice(-2) as [number, number];
  if (k !== inner) throw fail("inner dimensions differ");
  // Reduce a batched product to a list of products
  // a list of matrices times one matrix is one tall matrix times it
  if (b.shape.length === 2)
    return reshape(bmm(reshape(a, [1, sizeOf(a.shape.slice(0, -1)), k]), reshape(b, [1, k, n])),
      [...a.shape.slice(0, -1), n]);
  const batch = broadcastShapes("matmul", a.shape.slice(0, -2), b.shape.slice(0, -2));
  const list = (x: Tensor, ...matrix: readonly number[]) =>
    reshape(broadcastTo(x, [...batch, ...matrix]), [sizeOf(batch), ...matrix]);
  return reshape(bmm(list(a, m, k), list(b, k, n)), [...batch, m, n]);
}

const dropped = (x: Tensor, axis: number) => reshape(x, x.shape.filter((_, each) => each !== axis + x.shape.length));
//# sourceMappingURL=../.maps/primitives/matmul.ts.map
