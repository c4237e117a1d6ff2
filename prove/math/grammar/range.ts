/** What stands below and above a sum: over what its index runs. */
import { relations } from "../commands.ts";
import type { Condition, Range } from "../expression.ts";
import { peek, readSlice, sees, take, taken, within, type Reader, type Slice } from "../reader.ts";
import { refuse } from "../refusal.ts";
import { variablesOf } from "../walk.ts";
import { isBound, isFunction, readItem, suffixOf } from "./names.ts";
import { readScripts } from "./scripts.ts";

/** The range, or one for each index that has the same bounds, and the indices that they bind. */
export interface RangeRead {
  readonly ranges: readonly Range[];
  readonly variables: readonly string[];
}

/** Reads the scripts of a sum. Refuses what leaves open over what it runs. */
export function readRange(reader: Reader, sub: Slice, sup: Slice | null): RangeRead {
  const ranges = readSlice(reader, sub, (inner): readonly Range[] => {
    if (startsWithRelation(inner)) return [readConditional(inner)];
    const variables = readVariables(inner);
    const next = peek(inner);
    const commas = inner.tokens.slice(0, inner.position).filter(({ text }) => text === ",").length;
    if (sees(inner, "=", "\\in") && commas !== variables.length - 1) refuse("whether these are several indices or a product cannot be seen", sub, "write commas between them");
    if (sees(inner, "=")) return readBounds(inner, variables, sup ?? refuseHalf(next));
    if (sees(inner, "\\in")) return readMembers(inner, variables);
    const conditions = sees(inner, ":", "\\colon") ? (take(inner), [within(inner, variables, inner.grammar.condition)]) : [];
    return [{ kind: "inferred", variables, conditions }];
  });
  if (sup && ranges[0]?.kind !== "bounds") refuse("an upper bound stands without a lower one", sup, "write `i = …` below");
  const variables = ranges.flatMap(variablesOf);
  variables.forEach((name, k) => {
    if (reader.indices.includes(name)) refuse(`\`${name}\` is the index of a sum around this one too`, sub, "name one of them differently");
    if (variables.indexOf(name) !== k) refuse(`\`${name}\` stands here twice`, sub);
    if (isFunction(reader, name)) refuse(`\`${name}\` is a function and no index`, sub);
  });
  return { ranges, variables };
}

function refuseHalf(at: { readonly start: number; readonly end: number }): never {
  refuse("a lower bound stands without an upper one", at, "write the upper bound above, or the index alone");
}

function readBounds(reader: Reader, variables: readonly string[], sup: Slice): readonly Range[] {
  take(reader);
  const from = reader.grammar.expression(reader);
  const to = readSlice(reader, sup, reader.grammar.expression);
  return variables.map((variable) => ({ kind: "bounds", variable, from, to }));
}

function readMembers(reader: Reader, variables: readonly string[]): readonly Range[] {
  take(reader);
  const of = reader.grammar.expression(reader);
  return variables.map((variable) => ({ kind: "members", variable, of }));
}

/** Indices with or without commas between them. */
function readVariables(reader: Reader): readonly string[] {
  const found = [readVariable(reader)];
  while (peek(reader).kind !== "finish" && !sees(reader, "=", "\\in", ":", "\\colon")) {
    if (sees(reader, ",")) take(reader);
    found.push(readVariable(reader));
  }
  return found;
}

/** A letter, with its primes and with what makes it a whole name: `x`, `x'`, `x_1`. */
export function readVariable(reader: Reader): string {
  const item = readItem(reader);
  if (!item) refuse("the name of an index is expected here", peek(reader));
  const { primes, sub, sup, star } = readScripts(reader);
  const suffix = sub ? suffixOf(sub.slice) : "";
  if (sup || star || suffix === null) refuse("the name of an index is expected here", { start: item.start, end: taken(reader).end });
  return item.name + "'".repeat(primes) + (sub ? `_${suffix}` : "");
}

/** True before a condition: a relation that is no `=` behind one index. */
function startsWithRelation({ tokens }: Reader): boolean {
  const texts = tokens.filter(({ kind }) => kind === "sign" || kind === "command").map(({ text }) => text);
  const first = texts.find((text) => relations.has(text) || text === "\\in" || text === ":" || text === "\\colon");
  return first !== undefined && relations.has(first) && first !== "=";
}

/** `j \ne i`, `i < j`, `1 \le i \le n`: the names that are not bound are the indices. */
function readConditional(reader: Reader): Range {
  const variables = unboundIn(reader);
  const at = { start: peek(reader).start, end: reader.tokens.at(-1)?.end ?? 0 };
  if (variables.length === 0) {
    refuse("all of these names are bound, so none can be seen to be the index", at, "name the index as nothing else");
  }
  const condition = within(reader, variables, reader.grammar.condition);
  return boundsIn(condition, variables) ?? { kind: "inferred", variables, conditions: [condition] };
}

function unboundIn(reader: Reader): readonly string[] {
  const inner: Reader = { ...reader, position: 0 };
  const found = new Set<string>();
  while (peek(inner).kind !== "finish") {
    const item = readItem(inner);
    if (!item) {
      take(inner);
      continue;
    }
    const primes = peek(inner).kind === "prime" ? "'" : "";
    const name = item.name + primes;
    if (!isBound(reader, name)) found.add(name);
  }
  return [...found];
}

/** `1 \le i \le n` is `i = 1` to `n`. */
function boundsIn(condition: Condition, [variable, other]: readonly string[]): Range | null {
  if (condition.kind !== "all" || condition.of.length !== 2 || other !== undefined || variable === undefined) return null;
  const [low, high] = condition.of;
  if (low?.kind !== "comparison" || high?.kind !== "comparison" || low.relation !== "≤" || high.relation !== "≤") return null;
  const isIndex = low.right.kind === "symbol" && low.right.name === variable && low.right === high.left;
  return isIndex ? { kind: "bounds", variable, from: low.left, to: high.right } : null;
}
