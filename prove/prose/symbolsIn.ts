/** The symbols that a formula uses: its letters, each with what makes another letter of it. */
import type { Stretch } from "./sentences.ts";

/** One symbol at its place: `x`, `\lambda`, `\mathcal{L}`. */
export interface Used extends Stretch {
  readonly symbol: string;
}

/** The symbols in LaTeX as the author wrote it, its dollars included, in order. Words, operators and `\mathbf` are none. */
export function symbolsIn(latex: string): readonly Used[] {
  const found: Used[] = [];
  for (const match of latex.matchAll(token)) {
    const [written, alphabet, inAlphabet, command, letter] = match;
    const start = match.index;
    const end = start + written.length;
    if (alphabet !== undefined) found.push({ symbol: `\\${alphabet}{${inAlphabet}}`, start, end });
    else if (command !== undefined && greek.has(command)) found.push({ symbol: variants.get(command) ?? `\\${command}`, start, end });
    else if (letter !== undefined) found.push({ symbol: letter, start, end });
  }
  return found;
}

// words (skipped), a letter of another alphabet, a command, a letter
const token = new RegExp(
  [
    String.raw`\\(?:text(?:bf|it|rm|normal)?|mathrm|operatorname\*?|mbox|tag|label|begin|end)\s*\{[^{}]*\}`,
    String.raw`\\(mathbb|mathcal|mathscr|mathfrak)\s*\{?\s*([A-Za-z0-9])\s*\}?`,
    String.raw`\\([A-Za-z]+)`,
    String.raw`(\p{L})`,
  ].join("|"),
  "gu",
);

const greek: ReadonlySet<string> = new Set([
  "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota", "kappa", "varkappa", "lambda", "mu", "nu", "xi",
  "pi", "varpi", "rho", "varrho", "sigma", "varsigma", "tau", "upsilon", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi",
  "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "ell",
]);

/** Two shapes of one letter. */
const variants: ReadonlyMap<string, string> = new Map([
  ["varepsilon", "\\epsilon"], ["vartheta", "\\theta"], ["varkappa", "\\kappa"], ["varpi", "\\pi"], ["varrho", "\\rho"], ["varsigma", "\\sigma"], ["varphi", "\\phi"],
]);

/** The letters that stand for nothing outside of the formula: what a `\sum`, a `\prod`, a `\max` runs over. */
export function placeholdersIn(latex: string): ReadonlySet<string> {
  const under = [...latex.matchAll(/\\(?:sum|prod|max|min|sup|inf|lim|bigcup|bigcap|arg\s*\\?(?:max|min)|argmax|argmin)(?:\\limits)?\s*_\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[^\s\\{}]))/g)];
  // an index comes first: `i=1`, `j \ne i`, `x \in S`, or a list of them
  const heads = under.map((match) => (match[1] ?? match[2] ?? "").split(/=|\\(?:in|ne|neq|le|leq|lt|ge|geq|gt|to)(?![A-Za-z])|[<>:]/)[0] ?? "");
  return new Set(heads.flatMap((head) => symbolsIn(head).map(({ symbol }) => symbol)));
}
