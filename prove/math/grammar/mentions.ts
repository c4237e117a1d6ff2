/** Which names stand free in an expression, and which are indices in it. */
import type { Expression, MathSpan } from "../expression.ts";
import { partsOf } from "../walk.ts";

/** True if `name` stands in `expression` with its meaning from outside. */
export function mentions(expression: Expression, name: string): boolean {
  return namesOf(expression).free.has(name);
}

export interface NamesUsed {
  /** Names with their meaning from outside, each with its first place. */
  readonly free: ReadonlyMap<string, MathSpan>;
  readonly indices: ReadonlySet<string>;
}

/** Free names and indices, whether the indices are used or not. */
export function namesOf(expression: Expression): NamesUsed {
  const free = new Map<string, MathSpan>();
  const indices = new Set<string>();
  const walk = (node: Expression, bound: readonly string[]): void => {
    if (node.kind === "symbol" && !bound.includes(node.name) && !free.has(node.name)) free.set(node.name, node.at);
    for (const { expression: part, binds } of partsOf(node)) {
      binds.forEach((name) => indices.add(name));
      walk(part, [...bound, ...binds]);
    }
  };
  walk(expression, []);
  return { free, indices };
}
