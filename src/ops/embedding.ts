// Tangled from book/03-backpropagation/02-gather-and-scatter.md. Edit the book, then: npm run tangle
/** Rows of a table, looked up by number. */
// Import what an embedding needs
import { apply, bytesOf, constant, contiguous, costOf, emptyLike, knownNumbers, reshape, runFused, scatterAdd, supports, type DType, type Rule, type Tensor } from "../tensor-core.ts";
import { isInteger, isPlain } from "../layout/dtype.ts";
import { rowMajor } from "../layout/layout.ts";
import { shapeText } from "../layout/shape.ts";

// Register the embedding and its gradient as operations
const embeddingRule: Rule<undefined> = {
  name: "embedding",
  value([E, ids]) {
    const [n, V, d] = [ids!.size, E!.shape[0]!, E!.shape[1]!];
    const X = emptyLike([E!], [n, d], rowsOf(E!));
    const list = (x: Tensor, rows: number) => x.withLayout({ ...rowMajor([1, rows, d]), offset: x.offset });
    X.backend.run({ kind: "gather", input: list(E!, V), indices: ids!, output: list(X, n) });
    return X;
  },
  cost([E, ids], X) {
    const rows = bytesOf(E!.dtype, X.size);
    return { FLOPs: 0, "bytes read": bytesOf("int32", ids!.size) + rows, "bytes written": bytesOf(X.dtype, X.size) };
  },
  saves: ([, ids]) => ({ ids: ids! }),
  vjp: (_, dX, { saved: { ids }, shapes: [shape] }) => embeddingBackward(dX, ids!, shape![0]!),
  jvp: (_, tangent, { saved: { ids } }) => embedding(tangent, ids!),
};

const embeddingBackwardRule: Rule<number> = {
  name: "embeddingBackward",
  value: ([dX, ids], V) => runFused("embeddingBackward", [dX!, ids!], emptyLike([dX!], [V, dX!.shape[1]!])),
  cost: (operands, dE) => costOf(operands[0]!.size, operands, dE),
  saves: ([, ids]) => ({ ids: ids! }),
  vjp: (_, cotangent, { saved: { ids } }) => embedding(cotangent, ids!),
  jvp: (_, tangent, { parameters: V, saved: { ids } }) => embeddingBackward(tangent, ids!, V),
};

/** The dtype in which rows are read: that of the table, or float32 of one whose numbers no other kernel reads. */
function rowsOf({ dtype }: Tensor): DType {
  return isPlain(dtype) || isInteger(dtype) ? dtype : "float32";
}

/** The rows of the table E: [V, d] that `ids` name, integers of any shape; its axes stand in place of the first. Throws `RangeError` for a row that is not there. */
export function embedding(E: Tensor, ids: Tensor): Tensor {
  if (E.shape.length !== 2) throw new RangeError(`embedding: a table has two axes, not ${shapeText(E.shape)}`);
  const rows = checked("embedding", ids, E.shape[0]!);
  return reshape(apply(embeddingRule, undefined, [contiguous(E), rows]), [...ids.shape, E.shape[1]!]);
}

/** The gradient of `embedding` with respect to its table of V rows, from dX: […, d], where ids has the axes before the last. Each row gets the sum of the gradients where it was read. */
export function embeddingBackward(dX: Tensor, ids: Tensor, V: number): Tensor {
  if (shapeText(dX.shape.slice(0, -1)) !== shapeText(ids.shape)) throw new RangeError(`embeddingBackward: gradients ${shapeText(dX.shape)} for indices ${shapeText(ids.shape)}`);
  const rows = checked("embeddingBackward", ids, V);
  const gradients = contiguous(reshape(dX, [ids.size, dX.shape[dX.shape.length - 1]!]));
  if (!supports(dX, "embeddingBackward")) return scatterAdd(gradients, rows, { axis: 0, length: V });
  return apply(embeddingBackwardRule, V, [gradients, rows]);
}

/** The indices as one list. */
function checked(operation: string, ids: Tensor, V: number): Tensor {
  if (ids.dtype !== "int32") throw new TypeError(`${operation}: indices must be int32, not ${ids.dtype}`);
  const wrong = knownNumbers(ids)?.find((id) => id < 0 || id >= V);
  if (wrong !== undefined) throw new RangeError(`${operation}: no row ${wrong} in a table of ${V}`);
  return contiguous(reshape(constant(ids), [ids.size]));
}
//# sourceMappingURL=../.maps/ops/embedding.ts.map
