// Tangled from book/interlude-a-the-tensor-core/02-one-rule-for-each-operation.md. Edit the book, then: npm run tangle
/** Runs primitive operations, and records them. */
import { ledger } from "../ledger/ledger.ts";
import { Tensor, type Rule } from "./tensor.ts";

export type { Context, GraphNode, Rule } from "./tensor.ts";

/** Computes, enters the cost in the ledger, and records where the result came from if an operand has an origin. */
export function apply<P>(rule: Rule<P>, parameters: P, operands: readonly Tensor[]): Tensor {
  // Compute, and enter the cost
  const y = rule.value(operands, parameters);
  if (rule.cost) {
    ledger()?.(rule.name, rule.cost(operands, y, parameters));
  }
  if (!rule.vjp || operands.every(({ node }) => !node)) return y;
  const saved: Tensor[] = [];
  const result = new Tensor(y.storage, y, {
    rule,
    parameters,
    operands: operands.map(({ node }) => node),
    saved,
    shapes: operands.map(({ shape }) => shape),
    shape: y.shape,
  });
  // what is kept may be the result itself, with its origin, else a second derivative would not find its way back
  saved.push(...(rule.saves?.(operands, result) ?? []));
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
  return new Tensor(x.storage, x, { rule: leaf, parameters: undefined, operands: [], saved: [], shapes: [], shape: x.shape });
}

/** The same numbers as a constant, with no record of where they came from. */
export function constant(x: Tensor): Tensor {
  return x.node ? new Tensor(x.storage, x) : x;
}
//# sourceMappingURL=../.maps/tensor/node.ts.map
