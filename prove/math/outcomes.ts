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
  /** One after the other, since samples are many; the same each time. */
  readonly cases: () => Iterable<Case>;
  readonly count: number;
  /** False if they are samples. */
  readonly exact: boolean;
}

/** A name that is random, alone or an array of random variables. */
export interface RandomName {
  readonly name: string;
  /** The experiments that decide it. */
  readonly sources: readonly Source[];
  /** Its value, once all of them have come out. */
  readonly valueIn: (outcomes: Outcomes) => Value;
  /** True for what the cell bound. */
  readonly isBound: boolean;
}

type Source = Experiment | Distribution;
type Outcomes = ReadonlyMap<Source, unknown>;

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
    const value = randomAt(scope, name);
    return value === undefined ? [] : [{ name, sources: variablesIn(value).map((each) => each.experiment), valueIn: (outcomes: Outcomes) => realised(value, outcomes), isBound: true }];
  });
}

/** The names under an `\mathbb{E}`, with what they are drawn from: a vector of probabilities, a variable, a variable's `probability`. */
export function statedNames(over: readonly { readonly variable: string; readonly distribution: Expression }[], scope: Scope, evaluate: Evaluate): readonly RandomName[] {
  return over.map(({ variable: name, distribution }) => {
    const value = evaluate(distribution, scope);
    if (value.kind === "array") {
      const source = sharesOf(value, scope, distribution.at);
      return { name, sources: [source], valueIn: (outcomes) => exactly(Number(outcomes.get(source))), isBound: false };
    }
    const variable = (value.kind === "random" ? value.variable : value.kind === "function" ? variableOf(value.raw) : undefined)?.again();
    if (variable === undefined) return stop("not-a-distribution", `${describe(value)} is no distribution; bind probabilities as a vector, or a random variable`, distribution.at);
    return { name, sources: [variable.experiment], valueIn: (outcomes) => readOff(variable, outcomes), isBound: false };
  });
}

/** Goes over all outcomes of the experiments behind the names, or samples them. */
export function casesOf(names: readonly RandomName[], scope: Scope, at: MathSpan): Cases {
  if (names.length === 0) return stop("nothing-random", "nothing here is random", at, "bind a random variable (`finite`, `gaussian`, …), or say what is drawn: \\mathbb{E}_{x \\sim p}");
  const sources = [...new Set(names.flatMap((each) => each.sources))];
  const sizes = sources.map((each) => ("first" in each ? each.shares.length : (each.outcomes?.length ?? Infinity)));
  const isExact = sizes.reduce((product, size) => product * size, 1) <= mostCases;
  if (!isExact && scope.slope !== "none") return stop("sampled-derivative", "what is differentiated here is known by sampling only, too coarsely for a derivative", at);
  const all = isExact ? allOutcomes(sources) : null;
  const cases = function* (): Iterable<Case> {
    for (const { weight, outcomes } of all ?? sampledOutcomes(sources, scope)) yield { weight, scope: cameOut(names, outcomes, scope) };
  };
  return { cases, count: all?.length ?? samples, exact: isExact };
}

interface Weighted {
  readonly weight: Quantity;
  readonly outcomes: Outcomes;
}

function allOutcomes(sources: readonly Source[]): readonly Weighted[] {
  let all: readonly Weighted[] = [{ weight: exactly(1), outcomes: new Map() }];
  for (const source of sources) {
    const chances = chancesOf(source).filter(({ probability }) => probability.re > 0 || probability.im !== 0);
    all = all.flatMap(({ weight, outcomes }) => chances.map(({ probability, value }) => ({ weight: multiplied(weight, probability), outcomes: new Map([...outcomes, [source, value]]) })));
  }
  return all;
}

function chancesOf(source: Source): readonly { readonly probability: Quantity; readonly value: unknown }[] {
  if ("first" in source) return source.shares.map((probability, index) => ({ probability, value: source.first + index }));
  return (source.outcomes ?? []).map(({ probability, value }) => ({ probability: exactly(probability), value }));
}

function* sampledOutcomes(sources: readonly Source[], scope: Scope): Iterable<Weighted> {
  const stream = new Stream(`${scope.setting.seed} samples`);
  const weight = divided(exactly(1), exactly(samples));
  for (let k = 0; k < samples; k++) yield { weight, outcomes: new Map(sources.map((source) => [source, sampled(source, stream)])) };
}

function sampled(source: Source, stream: Stream): unknown {
  if (!("first" in source)) return source.sample(stream.uniform);
  let left = stream.uniform();
  const at = source.shares.findIndex((share) => (left -= share.re) < 0);
  return source.first + (at < 0 ? source.shares.length - 1 : at);
}

function cameOut(names: readonly RandomName[], outcomes: Outcomes, scope: Scope): Scope {
  return names.reduce((inner, { name, valueIn, isBound }) => (isBound ? withOutcome : withName)(inner, name, valueIn(outcomes)), scope);
}

function variablesIn(value: Value): readonly RandomVariable[] {
  return value.kind === "random" ? [value.variable] : value.kind === "array" ? value.items.flatMap(variablesIn) : [];
}

/** The value with every random variable in it replaced by what it has come out as. */
function realised(value: Value, outcomes: Outcomes): Value {
  if (value.kind === "random") return readOff(value.variable, outcomes);
  if (value.kind !== "array") return value;
  const { raw: _, ...computed } = value;
  return { ...computed, items: value.items.map((item) => realised(item, outcomes)) };
}

function readOff(variable: RandomVariable, outcomes: Outcomes): Value {
  const value = toValue(variable.read(outcomes.get(variable.experiment)));
  if (value === undefined) throw new TypeError("a random variable has come out as neither a number nor an array of numbers");
  return value;
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
