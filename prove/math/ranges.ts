/** Over what the index of a sum runs: stated bounds, members of a set, or as far as the arrays reach that it indexes. */
import { holds } from "./conditions.ts";
import type { Expression, Range } from "./expression.ts";
import { exactly } from "./quantity.ts";
import { withName, type Evaluate, type Scope } from "./scope.ts";
import { sightingsOf, type Sighting } from "./sightings.ts";
import { stop } from "./trouble.ts";
import { describe, type ArrayValue, type Value } from "./value.ts";
import type { NodeOf } from "./walk.ts";

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
    case "inferred":
      for (const inner of inferredScopes(range.variables, node, { scope, evaluate })) {
        if (range.conditions.every((condition) => holds(condition, inner, evaluate))) yield inner;
      }
      return;
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

interface Means {
  readonly scope: Scope;
  readonly evaluate: Evaluate;
}

function* inferredScopes(variables: readonly string[], node: Over, means: Means): Generator<Scope> {
  const [variable, ...others] = variables;
  if (variable === undefined) {
    yield means.scope;
    return;
  }
  const { from, count } = extentOf(variable, node, means);
  for (let k = 0; k < count; k++) {
    yield* inferredScopes(others, node, { ...means, scope: withName(means.scope, variable, exactly(from + k)) });
  }
}

interface Extent {
  readonly from: number;
  readonly count: number;
}

function extentOf(variable: string, node: Over, means: Means): Extent {
  let found: Extent | undefined;
  for (const sighting of sightingsFor(node, means.scope).get(variable) ?? []) {
    for (const extent of extentsAt(sighting, means)) {
      found ??= extent;
      if (extent.count !== found.count || extent.from !== found.from) return rangesDiffer(variable, [found, extent], sighting);
    }
  }
  const message = `over what \`${variable}\` runs is not stated, and no array here is indexed by it`;
  return found ?? stop("range-unknown", message, node.at, `state it: \\sum_{${variable}=1}^{n}, or \\sum_{${variable} \\in S}`);
}

function rangesDiffer(variable: string, extents: readonly Extent[], { node }: Sighting): never {
  const [one, other] = extents.map(({ from, count }) => `from ${from} to ${from + count - 1}`);
  return stop("ranges-differ", `\`${variable}\` indexes arrays that reach differently far: ${one}, and ${other}`, node.at);
}

function sightingsFor(node: Over, { setting }: Scope): ReadonlyMap<string, readonly Sighting[]> {
  const known = setting.sightings.get(node);
  if (known !== undefined) return known;
  const sought = sightingsOf(node);
  setting.sightings.set(node, sought);
  return sought;
}

function* extentsAt({ node, depth, known }: Sighting, means: Means): Generator<Extent> {
  let arrays: readonly Value[] = [means.evaluate(node.of, means.scope)];
  for (const [k, index] of node.indices.slice(0, depth).entries()) {
    const at = known[k] ? means.evaluate(index, means.scope) : null;
    arrays = arrays.flatMap((array) => (array.kind === "array" ? chosen(array, at) : []));
  }
  for (const array of arrays) if (array.kind === "array") yield { from: array.base, count: array.items.length };
}

/** All rows, if it is not known which one is meant. */
function chosen(array: ArrayValue, index: Value | null): readonly Value[] {
  if (index?.kind !== "number") return array.items;
  const item = array.items[index.re - array.base];
  return item === undefined ? [] : [item];
}
