// Tangled from book/03-backpropagation/06-bends-and-kinks.md. Edit the book, then: npm run tangle
/** Functions of each element, whose two directions are loops written by hand. */
import { ledger } from "../ledger/ledger.ts";
import { bytesOf, type Numbers } from "../backends/backend.ts";
import { apply, contiguous, multiply, emptyLike, type Rule, type Tensor } from "../tensor-core.ts";
import { checkShapes } from "../tensor/result.ts";
import { elementsOf } from "./elements.ts";
import { checkReal } from "../tensor/result.ts";

/** A function y of each x. */
export interface Bend {
  readonly name: string;
  /** What its slope is computed from: x, or y where that is enough. */
  readonly by: "x" | "y";
  /** Writes y for each x. */
  forward(x: Numbers, y: Numbers): void;
  /** Writes dX for each dY, and what is kept. */
  backward(saved: Numbers, dY: Numbers, dX: Numbers): void;
  /** Of one number, there and back. */
  readonly FLOPs: { readonly forward: number; readonly backward: number };
  /** The slope in operations, for whoever will differentiate again. */
  slope(saved: Tensor): Tensor;
}

/** What the tape is told of a bend. */
export function ruleOf(bend: Bend): Rule<undefined> {
  return {
    name: bend.name,
    value([x]) {
      const y = emptyLike([x!], x!.shape);
      bend.forward(elementsOf(x!), elementsOf(y));
      return y;
    },
    cost: (operands, y) => costs(bend.FLOPs.forward, operands, y),
    saves: ([x], y) => [bend.by === "x" ? x! : y],
    vjp: (_, cotangent, { saved: [saved] }) => (cotangent.node || saved!.node ? multiply(cotangent, bend.slope(saved!)) : backwardOf(bend, saved!, cotangent)),
    jvp: (_, tangent, { saved: [saved] }) => multiply(tangent, bend.slope(saved!)),
  };
}

/** dX, by hand. Throws `RangeError` if the adjoint is not shaped as what was kept. */
export function backwardOf(bend: Bend, saved: Tensor, dY: Tensor): Tensor {
  checkShapes(`${bend.name}Backward`, saved.shape, dY.shape);
  const dX = emptyLike([saved], saved.shape);
  bend.backward(elementsOf(saved), elementsOf(dY), elementsOf(dX));
  ledger()?.(`${bend.name}Backward`, costs(bend.FLOPs.backward, [saved, dY], dX));
  return dX;
}

/** The bend of each element of a tensor. Throws `TypeError` for whole numbers. */
export function bent(rule: Rule<undefined>, x: Tensor): Tensor {
  checkReal(rule.name, x);
  return apply(rule, undefined, [contiguous(x)]);
}

function costs(FLOPs: number, read: readonly Tensor[], written: Tensor) {
  const bytes = ({ size, dtype }: Tensor) => size * bytesOf[dtype];
  return { FLOPs: FLOPs * written.size, "bytes read": read.reduce((sum, each) => sum + bytes(each), 0), "bytes written": bytes(written) };
}
//# sourceMappingURL=../.maps/ops/activation.ts.map
