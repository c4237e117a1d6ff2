/** Where an index that has no bounds stands: the arrays that it indexes say how far it runs. */
import type { Expression } from "./expression.ts";
import { freeNames, partsOf, sidesOf, type NodeOf } from "./walk.ts";

/** An array in which the index stands at a depth: `c_{hx}` is a sighting of `h` at 0 and of `x` at 1. */
export interface Sighting {
  readonly node: NodeOf<"element">;
  readonly depth: number;
  /** For each index before it, whether it has a value where the sum begins; it has none if it is an index of a sum inside. */
  readonly known: readonly boolean[];
}

/** For each index of a sum without bounds, where it stands in the body and the conditions. */
export function sightingsOf(node: NodeOf<"over">): ReadonlyMap<string, readonly Sighting[]> {
  if (node.range.kind !== "inferred") return new Map();
  const { variables, conditions } = node.range;
  const parts = [node.body, ...conditions.flatMap(sidesOf)];
  return new Map(variables.map((variable, k) => [variable, parts.flatMap((part) => [...sightingsIn(part, { variable, unknown: new Set(variables.slice(k)) })])]));
}

/** What is sought: `variable`; the names in `unknown` mean nothing yet. */
interface Search {
  readonly variable: string;
  readonly unknown: ReadonlySet<string>;
}

function* sightingsIn(node: Expression, search: Search): Generator<Sighting> {
  if (node.kind === "element" && isKnown(node.of, search)) {
    for (const [depth, index] of node.indices.entries()) {
      const known = node.indices.slice(0, depth).map((each) => isKnown(each, search));
      if (index.kind === "symbol" && index.name === search.variable) yield { node, depth, known };
    }
  }
  for (const part of partsOf(node)) {
    if (part.binds.includes(search.variable)) continue;
    yield* sightingsIn(part.expression, { ...search, unknown: new Set([...search.unknown, ...part.binds]) });
  }
}

function isKnown(expression: Expression, search: Search): boolean {
  return [...freeNames(expression)].every((name) => !search.unknown.has(name));
}
