/** An expression as LaTeX that reads back as the same expression: for tests. Parentheses wherever they might be needed. */
import type { Condition, Expression, Range } from "../math/expression.ts";

/** The LaTeX of an expression as the reader gives it. */
export function printed(node: Expression): string {
  switch (node.kind) {
    case "negate":
      return `-${term(node.of)}`;
    case "add":
    case "subtract":
      return `${["add", "subtract", "negate"].includes(node.left.kind) ? printed(node.left) : term(node.left)} ${node.kind === "add" ? "+" : "-"} ${term(node.right)}`;
    case "multiply":
      return term(node);
    case "over":
      return over(node);
    default:
      return bare(node);
  }
}

/** What may stand on either side of a `+`. */
function term(node: Expression): string {
  if (node.kind === "multiply") return `${atom(node.left)} ${{ none: "", dot: "\\cdot", times: "\\times", odot: "\\odot" }[node.sign]} ${grouped(node.right)}`;
  if (node.kind === "over" && (node.operator === "sum" || node.operator === "product")) return over(node);
  return atom(node);
}

/** What may stand first beside another factor. */
function atom(node: Expression): string {
  return node.kind === "number" ? String(node.value) : grouped(node);
}

/** A factor, in parentheses unless it is a name or an element of one. */
function grouped(node: Expression): string {
  if (node.kind === "symbol" || (node.kind === "element" && node.of.kind === "symbol")) return bare(node);
  if (node.kind === "call" || node.kind === "absolute" || node.kind === "norm" || node.kind === "kronecker") return bare(node);
  return `\\bigl( ${printed(node)} \\bigr)`;
}

function bare(node: Expression): string {
  switch (node.kind) {
    case "number":
      return String(node.value);
    case "symbol":
      return names.get(node.name) ?? node.name;
    case "element":
      return `${node.of.kind === "symbol" ? bare(node.of) : grouped(node.of)}_{${node.indices.map(inside).join(",")}}`;
    case "call":
      return `${bare(node.of)}(${node.args.map(inside).join(", ")})`;
    case "divide":
      return `\\frac{${printed(node.left)}}{${printed(node.right)}}`;
    case "power":
      return `${base(node.base)}^{${printed(node.exponent)}}`;
    case "transpose":
      return `${base(node.of)}^\\top`;
    case "root":
      return `\\sqrt${node.degree ? `[${printed(node.degree)}]` : ""}{${printed(node.of)}}`;
    case "function":
      return `\\${node.name}${node.base ? `_{${printed(node.base)}}` : ""}(${node.args.map(inside).join(", ")})`;
    case "absolute":
      return `\\lvert ${printed(node.of)} \\rvert`;
    case "floor":
      return `\\lfloor ${printed(node.of)} \\rfloor`;
    case "ceiling":
      return `\\lceil ${printed(node.of)} \\rceil`;
    case "norm":
      return `\\lVert ${printed(node.of)} \\rVert${node.order ? `_{${node.order === "F" ? "F" : printed(node.order)}}` : ""}`;
    case "inner":
      return `\\langle ${inside(node.left)}, ${inside(node.right)} \\rangle`;
    case "kronecker":
      return `\\delta_{${inside(node.left)},${inside(node.right)}}`;
    case "indicator":
      return `\\mathbb{1}[${condition(node.condition)}]`;
    case "cases":
      return `\\begin{cases} ${node.cases.map(caseOf).join(" \\\\ ")} \\end{cases}`;
    case "matrix":
      return `\\begin{pmatrix} ${node.rows.map((row) => row.map(printed).join(" & ")).join(" \\\\ ")} \\end{pmatrix}`;
    case "derivative":
      return `\\frac{\\partial^{${node.by.length}}}{${node.by.map((by) => `\\partial ${bare(by)}`).join(" ")}} \\bigl( ${printed(node.of)} \\bigr)`;
    case "gradient":
      return `\\nabla${node.by ? `_{${bare(node.by)}}` : ""} ${node.by ? `\\bigl( ${printed(node.of)} \\bigr)` : bare(node.of)}`;
    case "prime":
      return `${bare(node.of)}${"'".repeat(node.order)}`;
    case "expectation":
      return `\\mathbb{E}${drawn(node.over)}[${printed(node.of)}]`;
    case "variance":
    case "covariance":
      return `\\operatorname{${node.kind === "variance" ? "Var" : "Cov"}}(${node.args.map(inside).join(", ")})`;
    case "probability":
      return `\\Pr(${condition(node.event)})`;
    case "negate":
    case "add":
    case "subtract":
    case "multiply":
    case "over":
      return grouped(node);
    default:
      return node satisfies never;
  }
}

const names: ReadonlyMap<string, string> = new Map([["lambda", "\\lambda"], ["x_hat", "\\hat{x}"], ["loss", "\\mathrm{loss}"], ["Delta", "\\Delta"]]);

/** What is raised: behind several indices it could not be seen of what. */
function base(node: Expression): string {
  return node.kind === "element" ? `(${bare(node)})` : grouped(node);
}

/** An argument or an index: a product side by side is put in parentheses, since it might be two indices, and so is a number of several digits. */
function inside(node: Expression): string {
  return node.kind === "symbol" || (node.kind === "number" && node.value < 10 && Number.isInteger(node.value)) ? bare(node) : grouped(node);
}

function over(node: Expression & { readonly kind: "over" }): string {
  const sign = { sum: "\\sum", product: "\\prod", max: "\\max", min: "\\min", argmax: "\\arg\\max", argmin: "\\arg\\min" }[node.operator];
  return `${sign}${range(node.range)} ${node.operator === "sum" ? term(node.body) : grouped(node.body)}`;
}

function caseOf({ value, condition: holds }: (Expression & { readonly kind: "cases" })["cases"][number]): string {
  return `${printed(value)} & ${holds ? condition(holds) : "\\text{otherwise}"}`;
}

function drawn(over: (Expression & { readonly kind: "expectation" })["over"]): string {
  const draws = over.map(({ variable, distribution }) => `${variable} \\sim ${printed(distribution)}`);
  return draws.length > 0 ? `_{${draws.join(", ")}}` : "";
}

function range(found: Range): string {
  switch (found.kind) {
    case "inferred":
      return `_{${found.variables.join(",")}${found.conditions.map((each) => ` : ${condition(each)}`).join("")}}`;
    case "bounds":
      return `_{${found.variable}=${printed(found.from)}}^{${printed(found.to)}}`;
    case "members":
      return `_{${found.variable} \\in ${printed(found.of)}}`;
    default:
      return found satisfies never;
  }
}

function condition(found: Condition): string {
  if (found.kind === "all") return found.of.map(condition).join(" \\land ");
  const signs = { "=": "=", "≠": "\\ne", "≤": "\\le", "≥": "\\ge", "<": "<", ">": ">", "≈": "\\approx" };
  return `${printed(found.left)} ${signs[found.relation]} ${printed(found.right)}`;
}
