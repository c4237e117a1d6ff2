// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** The update of AdamW as one fused kernel. */
import { isInteger } from "../layout/dtype.ts";
import { sameShape } from "../layout/shape.ts";
import { ledger } from "../ledger/ledger.ts";
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { bytesOf, contiguous, emptyLike, supports, type Tensor } from "../tensor-core.ts";

/** What AdamW reads and, but for the gradients, writes. */
interface Trees<P> {
  readonly parameters: P;
  readonly mean: P;
  readonly square: P;
}

/**
 * AdamW’s step on all leaves, each by the kernel `adamw`; `constants` are the learning rate, beta1, beta2, epsilon, both bias corrections 1 − beta^t, and
 * the weight decay. Null where primitives have to do it: on a backend without the kernel, for variables, and for trees that do not fit.
 */
export function fusedUpdate<P extends Parameters>({ gradients, ...trees }: Trees<P> & { readonly gradients: P }, constants: readonly number[]): Trees<P> | null {
  const lists = [trees.parameters, gradients, trees.mean, trees.square].map((tree) => new Map(leavesOf(tree)));
  const paths = [...lists[0]!.keys()];
  const operands = paths.map((path) => lists.flatMap((list) => list.get(path) ?? []));
  if (!lists.every((list) => list.size === paths.length) || !operands.every(canBeFused)) return null;
  const updated = new Map(operands.map((leaves, i) => [paths[i], updatedLeaf(leaves, constants)]));
  const [parameters, mean, square] = [0, 1, 2].map((i) => mapLeaves(trees.parameters, (_, path) => updated.get(path)![i]!));
  return { parameters: parameters!, mean: mean!, square: square! };
}

/** Whether parameter, gradient and averages are alike, constants, and on a backend that has the kernel. */
function canBeFused(leaves: readonly Tensor[]): boolean {
  const [p] = leaves;
  return leaves.length === 4 && supports(p!, "adamw") && !isInteger(p!.dtype)
    && leaves.every(({ backend, dtype, shape, node }) => backend === p!.backend && dtype === p!.dtype && sameShape(shape, p!.shape) && !node);
}

/** Parameter, mean and mean square after the step. */
function updatedLeaf(leaves: readonly Tensor[], parameters: readonly number[]): readonly Tensor[] {
  const inputs = leaves.map(contiguous);
  const [{ backend, shape, dtype, size }] = inputs as [Tensor];
  const outputs = [0, 1, 2].map(() => emptyLike(inputs, shape));
  backend.run({ kind: "fused", name: "adamw", inputs, outputs, parameters });
  ledger()?.("adamw", { FLOPs: 14 * size, "bytes read": 4 * bytesOf(dtype, size), "bytes written": 3 * bytesOf(dtype, size) });
  return outputs;
}
//# sourceMappingURL=../.maps/optim/fused-adam.ts.map
