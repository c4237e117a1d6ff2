/** The outcomes that an expectation goes over: all of them with their probabilities, or samples. */
import type { Expression, MathSpan } from "./expression.ts";
import { divided, exactly, multiplied, type Quantity } from "./quantity.ts";
import { variableOf, type Experiment, type RandomVariable } from "./random.ts";
import { randomAt, withName, withOutcome, type Evaluate, type Scope } from "./scope.ts";
import { Stream } from "./stream.ts";
import { stop } from "./trouble.ts";
import { describe, toValue, type Value } from "./value.ts";

/** A scope in which every random name has a value, and how much it weighs. */
export interface Case {
  readonly weight: Quantity;
  readonly scope: Scope;
}

export interface Cases {
  readonly cases: readonly Case[];
  /** False if they are samples. */
  readonly exact: boolean;
}

/** `x \sim p`, or a random variable that the cell bound. */
export interface RandomName {
  readonly name: string;
  readonly of: RandomVariable | Distribution;
  /** True for a variable that the cell bound. */
  readonly isBound: boolean;
}

/** Probabilities of the indices of a bound vector. */
interface Distribution {
  readonly first: number;
  readonly shares: readonly Quantity[];
}

const mostCases = 100_000;
/** A mean of this many is known to a few thousandths of the spread. */
const samples = 20_000;

/** The random names among `names`, which stand free in what the expectation is of. */
export function randomNames(names: ReadonlySet<string>, scope: Scope): readonly RandomName[] {
  return [...names].sort().flatMap((name) => {
    const variable = randomAt(scope, name);
    return variable === undefined ? [] : [{ name, of: variable, isBound: true }];
  });
}

/** The names under an `\mathbb{E}`, with what they are drawn from: a vector of probabilities, a variable, a variable's `probability`. */
export function statedNames(over: readonly { readonly variable: string; readonly distribution: Expression }[], scope: Scope, evaluate: Evaluate): readonly RandomName[] {
  return over.map(({ variable, distribution }) => {
    const value = evaluate(distribution, scope);
    if (value.kind === "array") return { name: variable, of: sharesOf(value, scope, distribution.at), isBound: false };
    const random = value.kind === "random" ? value.variable : value.kind === "function" ? variableOf(value.raw) : undefined;
    if (random === undefined) return stop("not-a-distribution", `${describe(value)} is no distribution; bind probabilities as a vector, or a random variable`, distribution.at);
    return { name: variable, of: random.again(), isBound: false };
  });
}

/** Goes over all outcomes of the experiments behind the names, or samples them. */
export function casesOf(names: readonly RandomName[], scope: Scope, at: MathSpan): Cases {
  if (names.length === 0) return stop("nothing-random", "nothing here is random", at, "bind a random variable (`finite`, `gaussian`, …), or say what is drawn: \\mathbb{E}_{x \\sim p}");
  const experiments = [...new Set(names.map(experimentOf))];
  const sizes = experiments.map((each) => ("first" in each ? each.shares.length : (each.outcomes?.length ?? Infinity)));
  if (sizes.reduce((product, size) => product * size, 1) <= mostCases) return { cases: allCases(names, experiments, scope), exact: true };
  if (scope.slope !== "none") return stop("sampled-derivative", "what is differentiated here is known by sampling only, too coarsely for a derivative", at);
  return { cases: sampledCases(names, experiments, scope), exact: false };
}

type Source = Experiment | Distribution;

function experimentOf(name: RandomName): Source {
  return "experiment" in name.of ? name.of.experiment : name.of;
}

function allCases(names: readonly RandomName[], sources: readonly Source[], scope: Scope): readonly Case[] {
  let cases: readonly Case[] = [{ weight: exactly(1), scope }];
  for (const source of sources) {
    const chances = chancesOf(source).filter(({ probability }) => probability.re > 0 || probability.im !== 0);
    cases = cases.flatMap((each) =>
      chances.map(({ probability, value }) => ({ weight: multiplied(each.weight, probability), scope: cameOut(names, { source, value }, each.scope) })),
    );
  }
  return cases;
}

function chancesOf(source: Source): readonly { readonly probability: Quantity; readonly value: unknown }[] {
  if ("first" in source) return source.shares.map((probability, index) => ({ probability, value: source.first + index }));
  return (source.outcomes ?? []).map(({ probability, value }) => ({ probability: exactly(probability), value }));
}

function sampledCases(names: readonly RandomName[], sources: readonly Source[], scope: Scope): readonly Case[] {
  const stream = new Stream(`${scope.setting.seed} samples`);
  const weight = divided(exactly(1), exactly(samples));
  return Array.from({ length: samples }, () => ({
    weight,
    scope: sources.reduce((inner, source) => cameOut(names, { source, value: sampled(source, stream) }, inner), scope),
  }));
}

function sampled(source: Source, stream: Stream): unknown {
  if (!("first" in source)) return source.sample(stream.uniform);
  let left = stream.uniform();
  const at = source.shares.findIndex((share) => (left -= share.re) < 0);
  return source.first + (at < 0 ? source.shares.length - 1 : at);
}

/** Every name of the experiment gets what is read off its outcome. */
function cameOut(names: readonly RandomName[], outcome: { readonly source: Source; readonly value: unknown }, scope: Scope): Scope {
  return names.reduce((inner, name) => {
    if (experimentOf(name) !== outcome.source) return inner;
    const value = toValue("experiment" in name.of ? name.of.read(outcome.value) : outcome.value);
    if (value === undefined) throw new TypeError(`a value of the random variable ${name.name} is neither a number nor an array of numbers`);
    return name.isBound ? withOutcome(inner, name.name, value) : withName(inner, name.name, value);
  }, scope);
}

function sharesOf(value: Extract<Value, { kind: "array" }>, scope: Scope, at: MathSpan): Distribution {
  const shares = value.items.map((item) => (item.kind === "number" ? item : stop("not-a-distribution", `${describe(value)} is no vector of probabilities`, at)));
  const total = shares.reduce((sum, share) => sum + share.re, 0);
  // while a single probability is moved to differentiate by it, they need not sum to 1
  if (scope.slope === "none" && (Math.abs(total - 1) > 1e-9 || shares.some((share) => share.re < 0))) {
    return stop("not-a-distribution", `these probabilities sum to ${total}, or one of them is negative`, at);
  }
  return { first: value.base, shares };
}
