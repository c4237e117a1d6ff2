/** The parts of expressions, and the names that stand free in them. */
import type { Condition, Expression, Range } from "./expression.ts";

/** The expressions of one kind. */
export type NodeOf<K extends Expression["kind"]> = Expression extends infer E ? (E extends { readonly kind: infer Kinds } ? (K extends Kinds ? E : never) : never) : never;

/** A part of an expression, with the names that are bound there and not around it. */
export interface Part {
  readonly expression: Expression;
  readonly binds: readonly string[];
}

const none: readonly string[] = [];

/** The direct parts of an expression. */
export function partsOf(node: Expression): readonly Part[] {
  switch (node.kind) {
    case "number":
    case "symbol":
      return [];
    case "element":
      return plain(node.of, ...node.indices);
    case "call":
      return plain(node.of, ...node.args);
    case "negate":
    case "transpose":
    case "absolute":
    case "floor":
    case "ceiling":
    case "prime":
      return plain(node.of);
    case "add":
    case "subtract":
    case "divide":
    case "multiply":
    case "inner":
    case "kronecker":
      return plain(node.left, node.right);
    case "power":
      return plain(node.base, node.exponent);
    case "root":
      return plain(node.of, ...present(node.degree));
    case "norm":
      return plain(node.of, ...present(node.order === "F" ? null : node.order));
    case "function":
      return plain(...node.args, ...present(node.base));
    case "over":
      return [...rangeParts(node.range), { expression: node.body, binds: variablesOf(node.range) }];
    case "indicator":
      return plain(...sidesOf(node.condition));
    case "cases":
      return plain(...node.cases.flatMap((each) => [each.value, ...(each.condition ? sidesOf(each.condition) : [])]));
    case "matrix":
      return plain(...node.rows.flat());
    case "derivative":
      return plain(node.of, ...node.by);
    case "gradient":
      return plain(node.of, ...present(node.by));
    case "expectation":
      return [...plain(...node.over.map((each) => each.distribution)), { expression: node.of, binds: node.over.map((each) => each.variable) }];
    case "variance":
    case "covariance":
      return plain(...node.args);
    case "probability":
      return plain(...sidesOf(node.event));
    default:
      return node satisfies never;
  }
}

/** The names that an index of a sum binds. */
export function variablesOf(range: Range): readonly string[] {
  return range.kind === "inferred" ? range.variables : [range.variable];
}

/** Both sides of every comparison of a condition. */
export function sidesOf(condition: Condition): readonly Expression[] {
  return condition.kind === "comparison" ? [condition.left, condition.right] : condition.of.flatMap(sidesOf);
}

/** Names that mean something from outside of the expression. */
export function freeNames(expression: Expression): ReadonlySet<string> {
  if (expression.kind === "symbol") return new Set([expression.name]);
  return new Set(partsOf(expression).flatMap((part) => [...freeNames(part.expression)].filter((name) => !part.binds.includes(name))));
}

function rangeParts(range: Range): readonly Part[] {
  if (range.kind === "bounds") return plain(range.from, range.to);
  if (range.kind === "members") return plain(range.of);
  return range.conditions.flatMap(sidesOf).map((expression) => ({ expression, binds: range.variables }));
}

function plain(...expressions: readonly Expression[]): readonly Part[] {
  return expressions.map((expression) => ({ expression, binds: none }));
}

function present(expression: Expression | null): readonly Expression[] {
  return expression === null ? [] : [expression];
}
