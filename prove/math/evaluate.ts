/** An expression in a draw → its value, with how far rounding and sampling may have moved it. */
import { differenceOf, negative, powerOf, productOf, quotientOf, sumOf } from "./arithmetic.ts";
import { matrixOfElements, transposed } from "./arrays.ts";
import { calledValue, elementOf, primeOf } from "./calls.ts";
import { compare, defaultTolerance } from "./compare.ts";
import { holds } from "./conditions.ts";
import { derivativeOf, gradientOf } from "./derivative.ts";
import { covarianceOf, expectationOf, probabilityOf } from "./expectation.ts";
import type { Expression } from "./expression.ts";
import { functionOf, innerProduct, normOf, numberFunction } from "./functions.ts";
import { overOf } from "./over.ts";
import { divided, exactly, raised } from "./quantity.ts";
import { lookUp, scopeOf, type Evaluate, type Scope, type Setting } from "./scope.ts";
import { stop, Troubled, type Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";
import type { NodeOf } from "./walk.ts";

/** The value of an expression in one draw, or why it has none. */
export function evaluate(expression: Expression, setting: Setting): { readonly value: Value } | { readonly trouble: Trouble } {
  try {
    return { value: valueIn(expression, scopeOf(setting)) };
  } catch (error) {
    if (error instanceof Troubled) return { trouble: error.trouble };
    throw error;
  }
}

type Rule<K extends Expression["kind"]> = (node: NodeOf<K>, scope: Scope) => Value;

/** Every kind of expression has its rule here. */
const rules: { readonly [K in Expression["kind"]]: Rule<K> } = {
  number: (node) => exactly(node.value),
  symbol: (node, scope) => lookUp(scope, node.name) ?? stop("unbound", `\`${node.name}\` is not bound to a number, an array or a function`, node.at),
  element: (node, scope) => elementOf(node, scope, valueIn),
  call: (node, scope) => calledValue(node, scope, valueIn),
  negate: (node, scope) => negative(valueIn(node.of, scope), node.at),
  add: (node, scope) => sumOf(sidesIn(node, scope), node.at),
  subtract: (node, scope) => differenceOf(sidesIn(node, scope), node.at),
  multiply: (node, scope) => productOf(sidesIn(node, scope), node.sign, node.at),
  divide: (node, scope) => quotientOf(sidesIn(node, scope), node.at),
  power: (node, scope) => {
    const base = valueIn(node.base, scope);
    const exponent = node.exponent.kind === "negate" ? node.exponent.of : node.exponent;
    if (base.kind === "array" && exponent.kind === "symbol" && exponent.name === "T") {
      stop("not-arithmetic", "`T` is bound, so this may be a power or a transpose", node.at, "write `^\\top`, or the power with another letter");
    }
    return powerOf(base, valueIn(node.exponent, scope), node.at);
  },
  root: (node, scope) => rootOf(node, scope),
  transpose: (node, scope) => transposed(valueIn(node.of, scope), node.at),
  function: (node, scope) =>
    functionOf(node.name, node.args.map((each) => valueIn(each, scope)), { base: node.base && valueIn(node.base, scope), at: node.at }),
  absolute: (node, scope) => numberFunction("abs", valueIn(node.of, scope), node.at),
  floor: (node, scope) => numberFunction("floor", valueIn(node.of, scope), node.at),
  ceiling: (node, scope) => numberFunction("ceil", valueIn(node.of, scope), node.at),
  norm: (node, scope) => normOf(valueIn(node.of, scope), node.order === "F" ? "F" : node.order && valueIn(node.order, scope), node.at),
  inner: (node, scope) => innerProduct(valueIn(node.left, scope), valueIn(node.right, scope), node.at),
  over: (node, scope) => overOf(node, scope, valueIn),
  kronecker: (node, scope) =>
    exactly(holds({ kind: "comparison", left: node.left, relation: "=", right: node.right, at: node.at }, scope, valueIn) ? 1 : 0),
  indicator: (node, scope) => exactly(holds(node.condition, scope, valueIn) ? 1 : 0),
  cases: casesOf,
  matrix: (node, scope) => matrixOfElements(node.rows.map((row) => row.map((each) => valueIn(each, scope))), node.at),
  derivative: (node, scope) => derivativeOf(node, scope, valueIn),
  gradient: (node, scope) => gradientOf(node, scope, valueIn),
  prime: (node, scope) => primeOf(node, scope, valueIn),
  expectation: (node, scope) => expectationOf(node, scope, valueIn),
  variance: (node, scope) => covarianceOf(node, scope, valueIn),
  covariance: (node, scope) => covarianceOf(node, scope, valueIn),
  probability: (node, scope) => probabilityOf(node, scope, valueIn),
};

/** No number in an expression may be NaN: the innermost part that is one is named. */
const valueIn: Evaluate = (expression, scope) => {
  scope.setting.effort.nodes++;
  // the table has the rule of just this kind under `expression.kind`, which the type of an index cannot say
  const value = (rules[expression.kind] as Rule<Expression["kind"]>)(expression, scope);
  if (value.kind === "number" && (Number.isNaN(value.re) || Number.isNaN(value.im))) stop("not-a-number", "this is not a number", expression.at);
  return value;
};

function sidesIn(node: { readonly left: Expression; readonly right: Expression }, scope: Scope): { readonly left: Value; readonly right: Value } {
  return { left: valueIn(node.left, scope), right: valueIn(node.right, scope) };
}

/** The value of the case that applies; of several, if they have the same. */
function casesOf(node: NodeOf<"cases">, scope: Scope): Value {
  const values = node.cases.filter(({ condition }) => condition !== null && holds(condition, scope, valueIn)).map(({ value }) => valueIn(value, scope));
  const otherwise = node.cases.find(({ condition }) => condition === null);
  const [first = otherwise && valueIn(otherwise.value, scope), ...others] = values;
  if (first === undefined) return stop("no-case", "none of the cases applies", node.at);
  if (others.every((other) => compare(first, other, { relation: "=", tolerance: defaultTolerance }).ok)) return first;
  return stop("ambiguous", "two of the cases apply, with different values", node.at, "state conditions of which only one holds, or `\\text{otherwise}`");
}

function rootOf(node: NodeOf<"root">, scope: Scope): Value {
  const of = valueIn(node.of, scope);
  const degree = node.degree && valueIn(node.degree, scope);
  if (degree === null || of.kind !== "number" || degree.kind !== "number" || degree.re === 2) return numberFunction("sqrt", of, node.at);
  // an odd root of a negative number is real
  if (of.re < 0 && degree.re % 2 !== 0 && Number.isInteger(degree.re)) {
    return negative(raised({ ...of, re: -of.re, im: -of.im }, divided(exactly(1), degree)), node.at);
  }
  return raised(of, divided(exactly(1), degree));
}
