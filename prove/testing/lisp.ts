/** An expression as one line, every operator before its operands: how tests say what was read. */
import type { Condition, Expression, Names, Range, Unread } from "../math/expression.ts";
import { readFormula } from "../math/read.ts";

/** A formula in this form, or why and where it is refused: `refused: \`y\` is not bound @ y`. */
export function readInLisp(latex: string, names: Names): string {
  const read = readFormula(latex, names);
  return "expression" in read ? lisp(read.expression) : `refused: ${read.refusal.message} @ ${latex.slice(read.refusal.at.start, read.refusal.at.end)}`;
}

/** Names bound to values, and after them the functions and those of the values that are vectors. */
export function namesFrom(values: string, functions = "", vectors = ""): Names {
  const called = functions.split(" ").filter((name) => name !== "");
  return { bound: new Set([...values.split(" "), ...called]), functions: new Set(called), vectors: new Set(vectors.split(" ")) };
}

/** `p_x \log q_x` → `(* p[x] (log q[x]))`. */
export function lisp(node: Expression | Unread): string {
  const all = (nodes: readonly Expression[]): string => nodes.map(lisp).join(" ");
  switch (node.kind) {
    case "unread":
      return `unread: ${node.refusal.message}`;
    case "number":
      return node.value === Math.E ? "e" : node.value === Math.PI ? "pi" : String(node.value);
    case "symbol":
      return node.name;
    case "element":
      return `${lisp(node.of)}[${node.indices.map(lisp).join(",")}]`;
    case "call":
      return `${lisp(node.of)}(${node.args.map(lisp).join(", ")})`;
    case "add":
    case "subtract":
    case "divide":
      return `(${{ add: "+", subtract: "-", divide: "/" }[node.kind]} ${all([node.left, node.right])})`;
    case "multiply":
      return `(${{ none: "*", dot: "·", times: "×", odot: "⊙" }[node.sign]} ${all([node.left, node.right])})`;
    case "power":
      return `(^ ${all([node.base, node.exponent])})`;
    case "root":
      return `(root ${all(node.degree ? [node.degree, node.of] : [node.of])})`;
    case "function":
      return `(${node.name}${node.base ? `_${lisp(node.base)}` : ""} ${all(node.args)})`;
    case "negate":
    case "transpose":
    case "absolute":
    case "floor":
    case "ceiling":
      return `(${node.kind} ${lisp(node.of)})`;
    case "norm":
      return node.order === "F" ? `(norm_F ${lisp(node.of)})` : `(norm ${all(node.order ? [node.of, node.order] : [node.of])})`;
    case "inner":
    case "kronecker":
      return `(${node.kind} ${all([node.left, node.right])})`;
    case "over":
      return `(${node.operator} ${rangeLisp(node.range)} ${lisp(node.body)})`;
    case "indicator":
      return `(indicator ${conditionLisp(node.condition)})`;
    case "cases":
      return `(cases ${node.cases.map(({ value, condition }) => `[${lisp(value)} ${condition ? conditionLisp(condition) : "else"}]`).join(" ")})`;
    case "matrix":
      return `(matrix ${node.rows.map((row) => `[${all(row)}]`).join(" ")})`;
    case "derivative":
      return `(d ${lisp(node.of)} by ${all(node.by)})`;
    case "gradient":
      return `(gradient ${lisp(node.of)}${node.by ? ` by ${lisp(node.by)}` : ""})`;
    case "prime":
      return `${lisp(node.of)}${"'".repeat(node.order)}`;
    case "expectation":
      return `(E ${[...node.over.map((each) => `${each.variable}~${lisp(each.distribution)}`), lisp(node.of)].join(" ")})`;
    case "variance":
    case "covariance":
      return `(${node.kind} ${all(node.args)})`;
    case "probability":
      return `(P ${conditionLisp(node.event)})`;
    default:
      return node satisfies never;
  }
}

function rangeLisp(range: Range): string {
  switch (range.kind) {
    case "inferred":
      return [range.variables.join(","), ...range.conditions.map(conditionLisp)].join(" | ");
    case "bounds":
      return `${range.variable}=${lisp(range.from)}..${lisp(range.to)}`;
    case "members":
      return `${range.variable}∈${lisp(range.of)}`;
    default:
      return range satisfies never;
  }
}

function conditionLisp(condition: Condition): string {
  if (condition.kind === "all") return `(and ${condition.of.map(conditionLisp).join(" ")})`;
  return `(${condition.relation} ${lisp(condition.left)} ${lisp(condition.right)})`;
}
