/** Comparisons inside of formulas: under a sum, in `cases`, in an indicator. */
import type { Condition } from "./expression.ts";
import type { Evaluate, Scope } from "./scope.ts";
import { stop } from "./trouble.ts";
import { describe } from "./value.ts";

/** True if the condition holds. Numbers are equal if they are the same; for a step that is being taken, the number it starts from counts. */
export function holds(condition: Condition, scope: Scope, evaluate: Evaluate): boolean {
  if (condition.kind === "all") return condition.of.every((each) => holds(each, scope, evaluate));
  const left = numberAt(condition.left, scope, evaluate);
  const right = numberAt(condition.right, scope, evaluate);
  switch (condition.relation) {
    case "=":
      return left === right;
    case "≠":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "≤":
      return left <= right;
    case "≥":
      return left >= right;
    case "≈":
      return stop("not-a-condition", "`\\approx` is no condition that holds or does not", condition.at);
    default:
      return condition.relation satisfies never;
  }
}

function numberAt(expression: Parameters<Evaluate>[0], scope: Scope, evaluate: Evaluate): number {
  const value = evaluate(expression, scope);
  return value.kind === "number" ? value.re : stop("not-arithmetic", `${describe(value)} is compared in a condition`, expression.at);
}
