/** Over what the index of a sum runs: stated bounds, members of a set, or as far as the arrays reach that it indexes. */
import { holds } from "./conditions.ts";
import type { Expression, MathSpan, Range } from "./expression.ts";
import { exactly } from "./quantity.ts";
import { withName, type Evaluate, type Scope } from "./scope.ts";
import { stop } from "./trouble.ts";
import { describe, type ArrayValue, type Value } from "./value.ts";
import { freeNames, partsOf, sidesOf, type NodeOf } from "./walk.ts";

/** A sum, a product, … over an index. */
export type Over = NodeOf<"over">;

const mostTerms = 1_000_000;

/** The scopes in which the body is evaluated, one for each value of the index (or indices), in order. */
export function* scopesOver(node: Over, scope: Scope, evaluate: Evaluate): Generator<Scope> {
  const { range } = node;
  switch (range.kind) {
    case "bounds":
      yield* countedScopes(range, scope, evaluate);
      return;
    case "members":
      yield* membersOf(range.of, scope, evaluate).map((member) => withName(scope, range.variable, member));
      return;
    case "inferred": {
      const parts = [node.body, ...range.conditions.flatMap(sidesOf)];
      for (const inner of inferredScopes(range.variables, { parts, at: node.at }, { scope, evaluate })) {
        if (range.conditions.every((condition) => holds(condition, inner, evaluate))) yield inner;
      }
      return;
    }
    default:
      range satisfies never;
  }
}

function* countedScopes(range: Extract<Range, { kind: "bounds" }>, scope: Scope, evaluate: Evaluate): Generator<Scope> {
  const from = wholeNumber(range.from, scope, evaluate);
  const to = wholeNumber(range.to, scope, evaluate);
  if (to - from >= mostTerms) stop("too-many-terms", `\`${range.variable}\` takes more than a million values`, range.to.at);
  for (let value = from; value <= to; value++) yield withName(scope, range.variable, exactly(value));
}

function wholeNumber(expression: Expression, scope: Scope, evaluate: Evaluate): number {
  const value = evaluate(expression, scope);
  if (value.kind === "number" && Number.isInteger(value.re)) return value.re;
  const found = value.kind === "number" ? String(value.re).replace("Infinity", "∞") : describe(value);
  return stop("not-a-whole-number", `a bound of the sum is ${found}, not a whole number`, expression.at);
}

function membersOf(of: Expression, scope: Scope, evaluate: Evaluate): readonly Value[] {
  const set = evaluate(of, scope);
  return set.kind === "array" ? set.items : stop("not-a-set", `${describe(set)} has no members`, of.at);
}

/** Where to look for arrays, and what to point at if there are none. */
interface Sought {
  readonly parts: readonly Expression[];
  readonly at: MathSpan;
}

interface Means {
  readonly scope: Scope;
  readonly evaluate: Evaluate;
}

function* inferredScopes(variables: readonly string[], sought: Sought, means: Means): Generator<Scope> {
  const [variable, ...others] = variables;
  if (variable === undefined) {
    yield means.scope;
    return;
  }
  const { from, count } = extentOf({ variable, unknown: new Set(variables) }, sought, means);
  for (let k = 0; k < count; k++) {
    yield* inferredScopes(others, sought, { ...means, scope: withName(means.scope, variable, exactly(from + k)) });
  }
}

interface Extent {
  readonly from: number;
  readonly count: number;
  readonly said: Expression;
}

/** What is sought: `variable`; the names in `unknown` mean nothing yet. */
interface Search {
  readonly variable: string;
  readonly unknown: ReadonlySet<string>;
}

function extentOf(search: Search, sought: Sought, means: Means): Extent {
  const { variable } = search;
  const extents = sought.parts.flatMap((part) => [...extentsIn(part, search, means)]);
  const [first] = extents;
  if (first === undefined) {
    return stop("range-unknown", `over what \`${variable}\` runs is not stated, and no array here is indexed by it`, sought.at, `state it: \\sum_{${variable}=1}^{n}, or \\sum_{${variable} \\in S}`);
  }
  const other = extents.find((each) => each.count !== first.count || each.from !== first.from);
  if (other !== undefined) {
    const words = (extent: Extent) => `${extent.from} to ${extent.from + extent.count - 1}`;
    return stop("ranges-differ", `\`${variable}\` indexes arrays that reach differently far: from ${words(first)}, and from ${words(other)}`, other.said.at);
  }
  return first;
}

function* extentsIn(node: Expression, search: Search, means: Means): Generator<Extent> {
  if (node.kind === "element") {
    for (const [depth, index] of node.indices.entries()) {
      if (index.kind === "symbol" && index.name === search.variable) yield* extentsAt({ node, depth }, search, means);
    }
  }
  for (const part of partsOf(node)) {
    if (part.binds.includes(search.variable)) continue;
    yield* extentsIn(part.expression, { ...search, unknown: new Set([...search.unknown, ...part.binds]) }, means);
  }
}

interface IndexPlace {
  readonly node: NodeOf<"element">;
  readonly depth: number;
}

function* extentsAt({ node, depth }: IndexPlace, search: Search, means: Means): Generator<Extent> {
  if (!isKnown(node.of, search)) return;
  let arrays: readonly Value[] = [means.evaluate(node.of, means.scope)];
  for (const index of node.indices.slice(0, depth)) {
    const known = isKnown(index, search) ? means.evaluate(index, means.scope) : null;
    arrays = arrays.flatMap((array) => (array.kind === "array" ? chosen(array, known) : []));
  }
  for (const array of arrays) if (array.kind === "array") yield { from: array.base, count: array.items.length, said: node };
}

function chosen(array: ArrayValue, index: Value | null): readonly Value[] {
  if (index?.kind !== "number") return array.items;
  const item = array.items[index.re - array.base];
  return item === undefined ? [] : [item];
}

function isKnown(expression: Expression, search: Search): boolean {
  return [...freeNames(expression)].every((name) => !search.unknown.has(name));
}
