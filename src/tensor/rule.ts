// Tangled from book/interlude-a-the-tensor-core/01-many-numbers-one-operation.md. Edit the book, then: npm run tangle
/** What a primitive operation is, and what a result remembers of it. */
import type { Costs } from "../ledger/ledger.ts";
import { ledger } from "../ledger/ledger.ts";
import type { Shape } from "./shape.ts";
import { Tensor } from "./tensor.ts";

/** A primitive: how it is computed, what it costs, and its two derivatives, each in other operations. `P` is what else it is told. */
export interface Rule<P = unknown> {
  readonly name: string;
  value(operands: readonly Tensor[], parameters: P): Tensor;
  /** Floating-point operations and compulsory traffic; absent where nothing is read or written, as in a view. */
  cost?(operands: readonly Tensor[], result: Tensor, parameters: P): Costs;
  /** What the derivatives will want to look at; nothing if absent. */
  keeps?(operands: readonly Tensor[], result: Tensor): readonly Tensor[];
  /** Jᵀ`bar` for operand `i`; absent where there is no derivative. */
  vjp?(i: number, bar: Tensor, at: At<P>): Tensor;
  /** J`dot` for operand `i`; the operands’ shares add up. */
  jvp?(i: number, dot: Tensor, at: At<P>): Tensor;
}

/** Where a derivative is taken. */
export interface At<P = unknown> {
  readonly parameters: P;
  readonly kept: readonly Tensor[];
  /** Of the operands. */
  readonly shapes: readonly Shape[];
  /** Of the result. */
  readonly shape: Shape;
}

/** A line of the record: by which rule a tensor was made, and from what. A constant has none. */
export interface Origin extends At {
  readonly rule: Rule;
  readonly operands: readonly (Origin | undefined)[];
}

/** Computes, enters the cost in the ledger, and records where the result came from if an operand has an origin. */
export function apply<P>(rule: Rule<P>, parameters: P, operands: readonly Tensor[]): Tensor {
  const y = rule.value(operands, parameters);
  if (rule.cost) ledger()?.(rule.name, rule.cost(operands, y, parameters));
  if (!rule.vjp || operands.every(({ origin }) => !origin)) return y;
  const kept: Tensor[] = [];
  const result = new Tensor(y.storage, y, {
    rule,
    parameters,
    operands: operands.map(({ origin }) => origin),
    kept,
    shapes: operands.map(({ shape }) => shape),
    shape: y.shape,
  });
  // what is kept may be the result itself, with its origin, else a second derivative would not find its way back
  kept.push(...(rule.keeps?.(operands, result) ?? []));
  return result;
}

const leaf: Rule = {
  name: "variable",
  value([x]) {
    return x!;
  },
};

/** The same numbers as a variable: what is computed from it can be differentiated by it. Throws `TypeError` for indices. */
export function variable(x: Tensor): Tensor {
  if (x.dtype === "int32") throw new TypeError("variable: int32 has no derivative");
  return new Tensor(x.storage, x, { rule: leaf, parameters: undefined, operands: [], kept: [], shapes: [], shape: x.shape });
}

/** The same numbers as a constant, with no record of where they came from. */
export function constant(x: Tensor): Tensor {
  return x.origin ? new Tensor(x.storage, x) : x;
}
//# sourceMappingURL=../.maps/tensor/rule.ts.map
