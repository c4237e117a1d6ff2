/** Expectations, variances, covariances and probabilities of events. */
import { mapNumbers, zipNumbers } from "./arrays.ts";
import { holds } from "./conditions.ts";
import type { Expression, MathSpan } from "./expression.ts";
import { casesOf, randomNames, statedNames, type Case, type Cases } from "./outcomes.ts";
import { added, exactly, multiplied, negated, type Quantity } from "./quantity.ts";
import type { Evaluate, Scope } from "./scope.ts";
import { stop } from "./trouble.ts";
import { describe, numbersOf, type Value } from "./value.ts";
import { freeNames, sidesOf, type NodeOf } from "./walk.ts";

/** How many standard errors a sampled mean may be off: about one draw in two million is further away. */
const errors = 5;

/** E[of]: exact over finitely many outcomes; else the mean of samples, in doubt by five standard errors. */
export function expectationOf(node: NodeOf<"expectation">, scope: Scope, evaluate: Evaluate): Value {
  const stated = statedNames(node.over, scope, evaluate);
  const own = new Set(stated.map((each) => each.name));
  const found = randomNames(new Set([...freeNames(node.of)].filter((name) => !own.has(name))), scope);
  // `\mathbb{E}_{x \sim p}` leaves what else is random to an expectation around it
  const cases = casesOf(stated.length > 0 ? stated : found, scope, node.at);
  return meanOf(cases, (each) => evaluate(node.of, each.scope), node.at);
}

/** Var(X) or Cov(X, Y), from the deviations from the means. */
export function covarianceOf(node: NodeOf<"variance" | "covariance">, scope: Scope, evaluate: Evaluate): Value {
  const [left, right = left] = node.args;
  if (left === undefined || right === undefined) return stop("wrong-arguments", "this is the variance of nothing", node.at);
  const cases = casesOf(randomNames(new Set([...freeNames(left), ...freeNames(right)]), scope), scope, node.at);
  const deviation = (of: Expression) => {
    const mean = negated(numberOf(meanOf(cases, (each) => evaluate(of, each.scope), of.at), of.at));
    // the mean's own doubt is of second order in the product of deviations
    return (each: Case) => added(numberOf(evaluate(of, each.scope), of.at), { ...mean, doubt: 0 });
  };
  const fromLeft = deviation(left);
  const fromRight = deviation(right);
  return meanOf(cases, (each) => multiplied(fromLeft(each), fromRight(each)), node.at);
}

/** P(event). */
export function probabilityOf(node: NodeOf<"probability">, scope: Scope, evaluate: Evaluate): Value {
  const names = new Set(sidesOf(node.event).flatMap((side) => [...freeNames(side)]));
  const cases = casesOf(randomNames(names, scope), scope, node.at);
  const mean = numberOf(meanOf(cases, (each) => exactly(holds(node.event, each.scope, evaluate) ? 1 : 0), node.at), node.at);
  // an event that no sample saw may still be as likely as 15 / n: with e^-15 it is missed n times
  return cases.exact ? mean : { ...mean, doubt: mean.doubt + 15 / cases.cases.length };
}

function meanOf(cases: Cases, valueOf: (each: Case) => Value, at: MathSpan): Value {
  const values = cases.cases.map(valueOf);
  const weighted = values.map((value, index) => mapNumbers(value, at, (a) => multiplied(a, cases.cases[index]?.weight ?? exactly(0))));
  const mean = weighted.slice(1).reduce((sum, value) => zipNumbers({ left: sum, right: value }, at, added), weighted[0] ?? exactly(0));
  if (cases.exact) return mean;
  const all = values.map(numbersOf);
  let index = 0;
  return mapNumbers(mean, at, (a) => {
    const own = index++;
    return { ...a, doubt: a.doubt + errors * standardError(all.map((each) => each[own]?.re ?? NaN), a.re) };
  });
}

function standardError(values: readonly number[], mean: number): number {
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

function numberOf(value: Value, at: MathSpan): Quantity {
  return value.kind === "number" ? value : stop("not-arithmetic", `${describe(value)} stands where a number is needed`, at);
}
