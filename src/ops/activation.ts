// Tangled from book/03-backpropagation/06-activation-functions.md. Edit the book, then: npm run tangle
/** Functions of each element, with fused kernels for both directions where the backend has them. */
import { ledger } from "../ledger/ledger.ts";
import { bytesOf } from "../layout/dtype.ts";
import { apply, contiguous, emptyLike, multiply, runFused, supports, type Rule, type Tensor } from "../tensor-core.ts";
import { checkReal, checkShapes } from "../tensor/result.ts";

/** A function y of each x. Its kernels are `name` and `nameBackward`. */
export interface Activation {
  readonly name: string;
  /** What is saved for its derivative: x, or y where that is enough. */
  readonly saves: "x" | "y";
  /** Of one number, forward and backward. */
  readonly FLOPs: { readonly forward: number; readonly backward: number };
  /** The derivative in primitives, from what is saved. */
  derivative(saved: Tensor): Tensor;
  /** The function in primitives. */
  ofPrimitives(x: Tensor): Tensor;
}

/** The rule of an activation whose kernels the backend has. */
export function ruleOf(activation: Activation): Rule<undefined> {
  return {
    name: activation.name,
    value: ([x]) => runFused(activation.name, [x!], emptyLike([x!], x!.shape)),
    cost: (operands, y) => costs(activation.FLOPs.forward, operands, y),
    saves: ([x], y) => (activation.saves === "x" ? { x: x! } : { y }),
    vjp(_, cotangent, { saved }) {
      const kept = saved[activation.saves]!;
      return cotangent.node || kept.node ? multiply(cotangent, activation.derivative(kept)) : callBackward(activation, kept, cotangent);
    },
    jvp: (_, tangent, { saved }) => multiply(tangent, activation.derivative(saved[activation.saves]!)),
  };
}

/** dX by the fused kernel, or by primitives where the backend has none. Throws `RangeError` if the shapes of dY and of what was saved differ. */
export function callBackward(activation: Activation, saved: Tensor, dY: Tensor): Tensor {
  const name = `${activation.name}Backward`;
  checkShapes(name, saved.shape, dY.shape);
  if (!supports(dY, name)) return multiply(dY, activation.derivative(saved));
  const dX = runFused(name, [contiguous(saved), contiguous(dY)], emptyLike([saved], saved.shape));
  ledger()?.(name, costs(activation.FLOPs.backward, [saved, dY], dX));
  return dX;
}

/** The activation of each element of a tensor. Throws `TypeError` for an integer dtype. */
export function activated(activation: Activation, rule: Rule<undefined>, x: Tensor): Tensor {
  checkReal(activation.name, x);
  return supports(x, activation.name) ? apply(rule, undefined, [contiguous(x)]) : activation.ofPrimitives(x);
}

function costs(FLOPs: number, read: readonly Tensor[], written: Tensor) {
  const bytes = ({ size, dtype }: Tensor) => bytesOf(dtype, size);
  return { FLOPs: FLOPs * written.size, "bytes read": read.reduce((sum, each) => sum + bytes(each), 0), "bytes written": bytes(written) };
}
//# sourceMappingURL=../.maps/ops/activation.ts.map
