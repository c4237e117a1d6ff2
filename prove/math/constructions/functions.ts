/** The functions that have a name in LaTeX: `\log`, `\exp`, `\max(a, b)`, `\operatorname{tr}`. */
import type { Expression, FunctionName } from "../expression.ts";
import { isBound } from "../grammar/names.ts";
import { readScripts, type Scripts } from "../grammar/scripts.ts";
import { between, commas, opens } from "../grammar/separated.ts";
import { readOperand } from "../grammar/operand.ts";
import { operatorName } from "../grammar/operatorName.ts";
import { peek, readSlice, type Construction, type Form, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const functions: Construction = {
  name: "functions",
  latex: [
    "\\log x", "\\ln(x)", "\\log_2 x", "\\log^2 x", "\\exp(-x)", "\\max(x, y)", "\\min\\{x, y\\}", "\\tanh x", "\\operatorname{tr}(A)",
    "\\log \\sum_i p_i",
  ],
  meaning:
    "`\\log` and `\\ln` are natural; `\\log_2` has a base. " +
    "Without parentheses a function takes one factor with its scripts, or a whole sum or product over an index. Another factor " +
    "right behind it is refused, a further function, a sum, `\\cdot`, `+` and `-` are not: `\\log 2 x` is refused, `\\log x \\cdot " +
    "y` is read. " +
    "`\\log^2 x` is the square of the logarithm; `\\log^{-1}` and `\\log(x)^2` are refused. Also `\\sin \\cos \\tan \\sinh \\cosh " +
    "\\tanh \\arctan \\det`, and `\\operatorname{…}` of `sign`, `tr`, `diag`, `erf`.",
  read: (reader) => {
    const from = reader.position;
    const found = operatorName(reader);
    const name = found && byName.get(found.name);
    if (!found || !name) {
      reader.position = from;
      return null;
    }
    if (isBound(reader, found.name)) {
      refuse(`\`${found.name}\` is bound, but \`\\${found.name}\` is always the function`, found, "bind it by another name");
    }
    const scripts = readScripts(reader);
    if (scripts.sub && (name === "max" || name === "min")) {
      reader.position = from;
      return null;
    }
    const { args, form } = readArguments(reader, name);
    const end = peek(reader, -1).end;
    const node: Expression = { kind: "function", name, args, base: baseOf(reader, name, scripts), at: { start: found.start, end } };
    return { form, expression: squared(reader, node, scripts) };
  },
};

const named = [
  "log", "exp", "max", "min", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan", "sign", "det", "tr", "diag", "dim", "erf",
] as const satisfies readonly FunctionName[];

const byName: ReadonlyMap<string, FunctionName> = new Map<string, FunctionName>([
  ["ln", "log"], ["sgn", "sign"], ["Tr", "tr"],
  ...named.map((name): [string, FunctionName] => [name, name]),
]);

/** True for the command of a function: `\log`. */
export function isFunctionCommand(command: string): boolean {
  return command.startsWith("\\") && byName.has(command.slice(1));
}

function baseOf(reader: Reader, name: FunctionName, { sub }: Scripts): Expression | null {
  if (sub && name !== "log") refuse(`\`\\${name}\` has no base`, sub.slice);
  return sub && readSlice(reader, sub.slice, reader.grammar.expression);
}

function squared(reader: Reader, node: Expression, { sup, primes, star }: Scripts): Expression {
  if (primes > 0 || star) refuse("the derivative of a named function is not read", node.at, "write the derivative, or `\\frac{d}{dx}`");
  if (!sup) return node;
  const exponent = readSlice(reader, sup.slice, reader.grammar.expression);
  if (exponent.kind === "negate") refuse("this may be an inverse function or a reciprocal", sup.slice, "write `1 / …` or name the inverse");
  return { kind: "power", base: node, exponent, at: node.at };
}

function readArguments(reader: Reader, name: FunctionName): { readonly args: readonly Expression[]; readonly form: Form } {
  if (opens(reader, "(", "[", "\\{")) return readInParentheses(reader, name);
  const { expression, form } = readOperand(reader, "the function's argument");
  return { args: [expression], form: form === "operator" ? "operator" : "open-function" };
}

function readInParentheses(reader: Reader, name: FunctionName): { readonly args: readonly Expression[]; readonly form: Form } {
  const several = name === "max" || name === "min";
  const { value: args } = between(reader, (inner) => (several ? commas(inner) : [inner.grammar.expression(inner)]));
  const next = peek(reader);
  const script = ["sup", "sub", "prime"].includes(next.kind);
  if (script) {
    refuse(
      "whether this belongs to the function or to its argument cannot be seen",
      next,
      `write it behind \`\\${name}\`, or inside of the parentheses`,
    );
  }
  return { args, form: "closed-function" };
}
