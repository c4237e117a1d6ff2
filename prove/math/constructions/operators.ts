/** `\sum`, `\prod`, `\max_x`, `\arg\max_x` and what they run over. */
import type { Expression, OverOperator } from "../expression.ts";
import { operatorName } from "../grammar/operatorName.ts";
import { readRange } from "../grammar/range.ts";
import { readScripts } from "../grammar/scripts.ts";
import { mentions } from "../grammar/mentions.ts";
import { peek, sees, take, within, type Construction, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const operators: Construction = {
  name: "sums, products, largest and smallest over an index",
  latex: [
    "\\sum_i p_i", "\\sum_{i=0}^{n-1} p_i", "\\sum_{i,j} A_{ij}", "\\sum_{i,j=1}^{n} A_{ij}", "\\sum_{j \\ne x} p_j", "\\sum_{i < j} A_{ij}", "\\sum_{j \\in q} j",
    "\\sum_{i : p_i > 0} p_i", "\\prod_i p_i", "\\max_i p_i", "\\arg\\max_i p_i",
  ],
  meaning:
    "An index without bounds runs over the arrays that it stands below. A sum takes all factors that follow, up to a `+`, a `-` or " +
    "a relation; behind a product, a maximum or a minimum `\\cdot`, `\\times` and `/` are refused, and so is a factor without the " +
    "index; behind `\\arg\\max` also `+` and `-`. " +
    "An index that is the index of a sum around it is refused, and so is a name that is an index and also stands outside of its " +
    "sum in the same expression. Dots, sets in braces and a sum without an index are refused.",
  read: (reader) => {
    const from = reader.position;
    const found = operatorAt(reader);
    if (!found) {
      reader.position = from;
      return null;
    }
    const scripts = readScripts(reader);
    const { sub, primes, star } = scripts;
    if (!sub) refuse(`${nouns[found.operator]} without an index`, found, "write what it runs over below it");
    if (primes > 0 || star) refuse("a prime or a star stands behind a sign", { start: found.start, end: scripts.end });
    const { ranges, variables } = readRange(reader, sub.slice, scripts.sup?.slice ?? null);
    const body = within(reader, variables, (inner) => readBody(inner, found.operator));
    if (found.operator !== "sum") refuseForeign(body, variables);
    if (ranges.length > 1 && /^arg/.test(found.operator)) refuse(`${nouns[found.operator]} over more than one index`, sub.slice);
    const at = { start: found.start, end: body.at.end };
    const expression = ranges.reduceRight<Expression>((inner, range) => ({ kind: "over", operator: found.operator, range, body: inner, at }), body);
    return { expression, form: "operator" };
  },
};

const nouns: { readonly [K in OverOperator]: string } = {
  sum: "a sum", product: "a product", max: "a maximum", min: "a minimum", argmax: "a place of a maximum", argmin: "a place of a minimum",
};

const byName: ReadonlyMap<string, OverOperator> = new Map<string, OverOperator>([
  ["sum", "sum"], ["prod", "product"], ["max", "max"], ["min", "min"], ["argmax", "argmax"], ["argmin", "argmin"],
]);

function operatorAt(reader: Reader): { readonly operator: OverOperator; readonly start: number; readonly end: number } | null {
  const { start } = peek(reader);
  if (sees(reader, "\\arg")) {
    take(reader);
    if (!sees(reader, "\\max", "\\min")) return null;
    const { text, end } = take(reader);
    return { operator: text === "\\max" ? "argmax" : "argmin", start, end };
  }
  const found = operatorName(reader);
  const operator = found && byName.get(found.name);
  return operator ? { operator, start, end: found.end } : null;
}

function readBody(reader: Reader, operator: OverOperator): Expression {
  if (operator === "sum") return reader.grammar.product(reader).expression;
  const { expression } = reader.grammar.juxtaposed(reader);
  // of a term without the index it is all the same for a largest value, and a term with it is refused
  const loose = ["\\cdot", "\\times", "\\odot", "/", ...(/^arg/.test(operator) ? ["+", "-"] : [])];
  if (sees(reader, ...loose)) {
    refuse(`whether this belongs to ${nouns[operator]} cannot be seen`, peek(reader), "write parentheses around it");
  }
  return expression;
}

/** A later factor without the index may stand inside or outside. */
function refuseForeign(body: Expression, variables: readonly string[]): void {
  if (body.kind !== "multiply" || body.at.start !== body.left.at.start) return;
  if (!variables.some((name) => mentions(body.right, name))) {
    refuse(
      "whether this factor, which has no index, belongs to the sign before it cannot be seen",
      body.right.at,
      "write it first, or parentheses",
    );
  }
  refuseForeign(body.left, variables);
}
