// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Runs primitive operations, and records them. */
import { ledger } from "../ledger/ledger.ts";
import { isDifferentiable } from "../layout/dtype.ts";
import { checkBackends } from "./result.ts";
import { poolOf } from "./pool.ts";
import type { GraphNode, Rule, Saved, Tensor } from "./tensor.ts";

export type { Context, GraphNode, Rule, Saved } from "./tensor.ts";

/** Computes, enters the cost in the ledger, and gives the result a node if an operand has one. Throws `TypeError` if operands are on two backends, or the rule has both `vjp` and `vjpAll`. */
export function apply<P>(rule: Rule<P>, parameters: P, operands: readonly Tensor[]): Tensor {
  checkBackends(rule.name, operands);
  if (rule.vjp && rule.vjpAll) throw new TypeError(`${rule.name}: a rule has either vjp or vjpAll, not both`);
  // Compute the value and enter the cost
  const y = rule.value(operands, parameters);
  if (rule.cost) {
    ledger()?.(rule.name, rule.cost(operands, y, parameters));
  }
  if (!(rule.vjp ?? rule.vjpAll) || operands.every(({ node }) => !node)) return y;
  // Give the result a node
  const saved: Record<string, Tensor> = {};
  const node: GraphNode = {
    rule: rule as Rule,
    parameters,
    operands: operands.map(({ node }) => node),
    saved,
    shapes: operands.map(({ shape }) => shape),
    shape: y.shape,
  };
  const result = y.withNode(node);
  // a saved result keeps its node, or a second derivative would be lost
  Object.assign(saved, rule.saves?.(operands, result, parameters));
  poolOf(y)?.recorded(node);
  return result;
}

const leaf: Rule = {
  name: "variable",
  value([x]) {
    return x!;
  },
};

/** The same numbers as a variable: what is computed from it can be differentiated with respect to it. Throws `TypeError` for whole numbers, and for block formats. */
export function variable(x: Tensor): Tensor {
  if (!isDifferentiable(x.dtype)) throw new TypeError(`variable: ${x.dtype} has no derivative`);
  return x.withNode({ rule: leaf, parameters: undefined, operands: [], saved: {}, shapes: [], shape: x.shape });
}

/** The same numbers as a constant, with no record of where they came from. */
export function constant(x: Tensor): Tensor {
  return x.node ? x.withNode() : x;
}
//# sourceMappingURL=../.maps/tensor/node.ts.map
