/** `\sum`, `\prod`, `\max_x` and their like. */
import { productOf, sumOf } from "./arithmetic.ts";
import type { MathSpan } from "./expression.ts";
import { extremeOf } from "./functions.ts";
import { exactly } from "./quantity.ts";
import { scopesOver, type Over } from "./ranges.ts";
import { lookUp, type Evaluate, type Scope } from "./scope.ts";
import { stop } from "./trouble.ts";
import { describe, type Value } from "./value.ts";
import { variablesOf } from "./walk.ts";

/** The value of a sum, a product, a largest or smallest value or where it is taken. */
export function overOf(node: Over, scope: Scope, evaluate: Evaluate): Value {
  const terms = [...scopesOver(node, scope, evaluate)].map((inner) => ({ inner, value: evaluate(node.body, inner) }));
  const values = terms.map((term) => term.value);
  switch (node.operator) {
    case "sum":
      return folded(values, exactly(0), (left, right) => sumOf({ left, right }, node.at));
    case "product":
      return folded(values, exactly(1), (left, right) => productOf({ left, right }, "none", node.at));
    case "max":
    case "min":
      return extremeOf(node.operator, values.map((value) => numberIn(value, node.at)), node.at);
    case "argmax":
    case "argmin":
      return placeOfExtreme(node, terms);
    default:
      return node.operator satisfies never;
  }
}

/** An empty sum is 0 and an empty product 1. */
function folded(values: readonly Value[], empty: Value, join: (left: Value, right: Value) => Value): Value {
  return values.length === 0 ? empty : values.reduce(join);
}

function placeOfExtreme(node: Over, terms: readonly { readonly inner: Scope; readonly value: Value }[]): Value {
  const [variable, second] = variablesOf(node.range);
  const best = extremeOf(node.operator === "argmax" ? "max" : "min", terms.map((term) => numberIn(term.value, node.at)), node.at);
  const found = terms.filter((term) => term.value.kind === "number" && term.value.re === best.re);
  if (found.length > 1) return stop("ambiguous", `\`\\arg\\${node.operator.slice(3)}\` is taken at more than one place`, node.at);
  const at = variable === undefined || second !== undefined ? undefined : found[0] && lookUp(found[0].inner, variable);
  return at ?? stop("ambiguous", `\`\\arg\\${node.operator.slice(3)}\` is taken over more than one index`, node.at);
}

function numberIn(value: Value, at: MathSpan): Value {
  return value.kind === "number" ? value : stop("not-arithmetic", `${describe(value)} stands where a number is needed`, at);
}
