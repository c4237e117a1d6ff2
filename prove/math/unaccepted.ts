/** What is met most often and not accepted: why, and what to write instead. */
import { accents, faces } from "./commands.ts";
import type { Token } from "./tokens.ts";

/** Why a token cannot stand where it stands, and a cure where there is one. */
export function unreadable({ kind, text }: Token): readonly [message: string, cure?: string] {
  const known = reasons.get(text);
  if (known && (kind === "command" || kind === "sign" || kind === "delimiter")) return known;
  switch (kind) {
    case "command":
      return accents.has(text) || faces.has(text) ? [`\`${text}\` cannot stand here`] : [`\`${text}\` is not a construction that can be checked`];
    case "text":
      return [`\`${text}\` is text, which is read only at the end of a row`, "write `&&` before it, or bind it as a name"];
    case "begin":
      return [`\`${text}\` is not an environment that can be checked`];
    case "sup":
    case "sub":
      return [`nothing stands before this \`${text}\``];
    case "prime":
      return ["nothing stands before this prime"];
    case "delimiter":
      return [`\`${text}\` has no partner`];
    case "close":
      return ["this brace is not opened"];
    case "end":
      return [`\`${text}\` ends here and was not begun`];
    case "align":
    case "row":
      return [`\`${kind === "align" ? "&" : "\\\\"}\` cannot stand here`];
    case "sign":
      return /^[=<>/;:.]/.test(text) ? [`\`${text}\` cannot stand here`] : [`\`${text}\` is not a sign that can be checked`];
    case "number":
    case "letter":
    case "open":
    case "finish":
      return [`\`${text}\` cannot stand here`];
    default:
      throw new Error(`internal: ${kind satisfies never}`);
  }
}

const parentheses = "write parentheses around what belongs together";

const reasons: ReadonlyMap<string, readonly [message: string, cure?: string]> = new Map<string, readonly [string, string?]>([
  ["+", ["a sign stands where a factor is expected", parentheses]],
  ["-", ["a sign stands where a factor is expected", parentheses]],
  [",", ["a comma stands outside of a list", "write one formula a row"]],
  ["!", ["a factorial cannot be checked", "bind a function and call it, as `\\Gamma(n + 1)`"]],
  ["*", ["`*` may be a convolution or a product", "write `\\cdot`"]],
  ["\\ast", ["`\\ast` may be a convolution or a product", "write `\\cdot`"]],
  ["\\circ", ["`\\circ` may be a composition or a product", "write `f(g(x))` or `\\odot`"]],
  ["\\pm", ["`\\pm` is two formulas in one"]],
  ["\\mp", ["`\\mp` is two formulas in one"]],
  ["\\ldots", ["dots leave out what a reader has to guess", "write a sum, a product or an index set"]],
  ["\\dots", ["dots leave out what a reader has to guess", "write a sum, a product or an index set"]],
  ["\\cdots", ["dots leave out what a reader has to guess", "write a sum, a product or an index set"]],
  ["\\int", ["an integral cannot be checked", "yield `unchecked(…)` for it"]],
  ["\\lim", ["a limit cannot be checked", "yield `unchecked(…)` for it"]],
  ["\\binom", ["a binomial coefficient cannot be checked", "bind a function and call it"]],
  ["\\partial", ["`\\partial` stands outside of a fraction", "write `\\frac{\\partial f}{\\partial x}`"]],
  ["\\mid", ["`\\mid` stands outside of a function's arguments"]],
  ["\\in", ["`\\in` stands only under a sum or its like"]],
  ["\\sim", ["`\\sim` stands only under an expectation"]],
  ["\\equiv", ["`\\equiv` has several meanings", "write `=`"]],
  ["\\triangleq", ["a definition cannot be checked", "write `=`"]],
  ["\\propto", ["`\\propto` leaves out a factor that a reader has to guess"]],
  ["\\implies", ["an implication cannot be checked", "let each row continue the relation"]],
  ["\\Rightarrow", ["an implication cannot be checked", "let each row continue the relation"]],
  ["\\iff", ["an equivalence cannot be checked", "let each row continue the relation"]],
  ["\\Leftrightarrow", ["an equivalence cannot be checked", "let each row continue the relation"]],
  ["\\not", ["`\\not` changes the sign after it", "write `\\ne`"]],
  ["\\lg", ["`\\lg` is to base 2 or 10", "write `\\log_2` or `\\log_{10}`"]],
  ["\\top", ["`\\top` stands only above a matrix"]],
  ["|", ["whether this bar opens, closes or separates cannot be seen", "write `\\lvert` and `\\rvert`, or `\\mid`"]],
  ["\\|", ["whether this bar opens, closes or separates cannot be seen", "write `\\lVert` and `\\rVert`"]],
  ["\\{", ["braces make a set, which cannot be checked", parentheses]],
  ["\\mathbb", ["`\\mathbb` is read only in `\\mathbb{E}`, `\\mathbb{P}` and `\\mathbb{1}`"]],
  ["\\dot", ["a dot above is a derivative by a name that is not written"]],
  ["\\ddot", ["a dot above is a derivative by a name that is not written"]],
  ["\\overset", ["what stands above a sign may change its meaning", "write the reason after `&&`"]],
  ["\\stackrel", ["what stands above a sign may change its meaning", "write the reason after `&&`"]],
  ["\\substack", ["several lines under a sum are not read", "write several sums"]],
]);
