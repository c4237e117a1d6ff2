/** The commands that stand for a sign or a name, and what they stand for. */
import type { Relation } from "./expression.ts";

/** A relation by the way it is written. */
export const relations: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ["=", "="], [":=", "="], ["\\coloneqq", "="],
  ["\\ne", "≠"], ["\\neq", "≠"],
  ["\\le", "≤"], ["\\leq", "≤"], ["\\leqslant", "≤"],
  ["\\ge", "≥"], ["\\geq", "≥"], ["\\geqslant", "≥"],
  ["<", "<"], ["\\lt", "<"], [">", ">"], ["\\gt", ">"],
  ["\\approx", "≈"],
]);

/** Signs of multiplication. */
export const products: ReadonlyMap<string, "dot" | "times" | "odot"> = new Map([["\\cdot", "dot"], ["\\times", "times"], ["\\odot", "odot"]] as const);

/** Letters with a command of their own → the name that a cell binds. The second form of a letter is the same name; both in one display are refused. */
export const letters: ReadonlyMap<string, string> = new Map([
  ..."alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega".split(" ").map(itself),
  ..."Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell".split(" ").map(itself),
  ..."epsilon theta rho sigma phi pi".split(" ").map((name): [string, string] => [`\\var${name}`, name]),
  ["\\varkappa", "kappa"],
]);

function itself(name: string): [string, string] {
  return [`\\${name}`, name];
}

/** Signs above a letter → what is added to its name. */
export const accents: ReadonlyMap<string, string> = new Map([
  ["\\hat", "_hat"], ["\\widehat", "_hat"],
  ["\\bar", "_bar"], ["\\overline", "_bar"],
  ["\\tilde", "_tilde"], ["\\widetilde", "_tilde"],
]);

/** Faces of a letter → the picture they make; the first ones are taken for the plain letter, since a bold array has plain elements. */
export const faces: ReadonlyMap<string, string> = new Map([
  ..."mathbf boldsymbol bm pmb bold mathit mathrm mathnormal mathsf mathtt vec operatorname operatorname*"
    .split(" ")
    .map((face): [string, string] => [`\\${face}`, ""]),
  ..."mathcal mathscr mathfrak".split(" ").map((face): [string, string] => [`\\${face}`, `\\${face}`]),
]);

/** True for a command that takes the next token or group as its own. */
export function takesArgument(command: string): boolean {
  return accents.has(command) || faces.has(command) || command === "\\mathbb";
}
