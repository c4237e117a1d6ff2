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
    const valueAt = (each: Case) => numberOf(evaluate(of, each.scope), of.at);
    // the mean's own doubt is of second order in the product of deviations
    const mean = { ...negated(numberOf(meanOf(cases, valueAt, of.at), of.at)), doubt: 0 };
    return (each: Case) => added(valueAt(each), mean);
  };
  const fromLeft = deviation(left);
  const fromRight = right === left ? null : deviation(right);
  const square = (a: Quantity) => multiplied(a, a);
  return meanOf(cases, (each) => (fromRight === null ? square(fromLeft(each)) : multiplied(fromLeft(each), fromRight(each))), node.at);
}

/** P(event). */
export function probabilityOf(node: NodeOf<"probability">, scope: Scope, evaluate: Evaluate): Value {
  const names = new Set(sidesOf(node.event).flatMap((side) => [...freeNames(side)]));
  const cases = casesOf(randomNames(names, scope), scope, node.at);
  const mean = numberOf(meanOf(cases, (each) => exactly(holds(node.event, each.scope, evaluate) ? 1 : 0), node.at), node.at);
  // an event that no sample saw may still be as likely as 15 / n: with e^-15 it is missed n times
  return cases.exact ? mean : { ...mean, doubt: mean.doubt + 15 / cases.count };
}

function meanOf(cases: Cases, valueAt: (each: Case) => Value, at: MathSpan): Value {
  const means: Value[] = [];
  const spread = cases.exact ? null : new Spread();
  for (const each of cases.cases()) {
    const value = valueAt(each);
    const weighted = mapNumbers(value, at, (a) => multiplied(a, each.weight));
    means[0] = means[0] === undefined ? weighted : zipNumbers({ left: means[0], right: weighted }, at, added);
    spread?.add(numbersOf(value));
  }
  const [mean = exactly(0)] = means;
  let index = 0;
  return spread === null ? mean : mapNumbers(mean, at, (a) => ({ ...a, doubt: a.doubt + errors * spread.standardError(index++) }));
}

/** The spread of samples that come one by one, for each of the numbers of their values. The method of Welford (1962). */
class Spread {
  readonly #means: number[] = [];
  readonly #squares: number[] = [];
  #count = 0;

  add(numbers: readonly Quantity[]): void {
    this.#count++;
    for (const [k, { re }] of numbers.entries()) {
      const before = re - (this.#means[k] ?? 0);
      this.#means[k] = (this.#means[k] ?? 0) + before / this.#count;
      this.#squares[k] = (this.#squares[k] ?? 0) + before * (re - this.#means[k]);
    }
  }

  /** That of the mean. */
  standardError(k: number): number {
    return Math.sqrt((this.#squares[k] ?? 0) / (this.#count - 1) / this.#count);
  }
}

function numberOf(value: Value, at: MathSpan): Quantity {
  return value.kind === "number" ? value : stop("not-arithmetic", `${describe(value)} stands where a number is needed`, at);
}
