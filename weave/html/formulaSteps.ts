/** A derivation's formula, taken apart for a narrow page: step by step, each with its reason below it, which is out of sight in an alignment. */

/** A row of an alignment: LaTeX without its `&`, and why it is so; no reason where the row gives none. */
export interface Step {
  readonly formula: string;
  readonly reason: readonly ReasonPart[];
}

/** A part of a reason: words, or a formula in the line. */
export type ReasonPart = { readonly words: string } | { readonly formula: string };

/** The steps of a formula that is an alignment with reasons behind `&&`; null for any other. */
export function stepsOf(latex: string): readonly Step[] | null {
  const [, inside] = /^\s*\\begin\{(?:aligned|align\*?|split)\}([\s\S]*)\\end\{(?:aligned|align\*?|split)\}\s*$/.exec(latex) ?? [];
  if (inside === undefined) return null;
  const steps = splitAt(inside, "\\\\").map((row) => stepOf(row.replace(/^\s*\[[^\]]*\]/, ""))).filter(({ formula }) => formula !== "");
  return steps.some(({ reason }) => reason.length > 0) ? steps : null;
}

function stepOf(row: string): Step {
  const cells = splitAt(row, "&");
  const gap = cells.findIndex((cell, index) => index > 0 && cell.trim() === "" && index < cells.length - 1);
  const [said, why] = gap < 0 ? [cells, []] : [cells.slice(0, gap), cells.slice(gap + 1)];
  return { formula: said.join(" ").trim(), reason: reasonOf(why.join(" ").trim()) };
}

/** `\text{each } s_k \text{ from } x_k`: words and formulas by turns; a `$…$` in the words is a formula. */
function reasonOf(latex: string): readonly ReasonPart[] {
  const parts: ReasonPart[] = [];
  const addFormula = (formula: string): void => {
    const bare = formula.replace(/^\s*\\(?:text|display)style(?![a-z])/, "").trim();
    if (bare !== "") parts.push({ formula: bare });
  };
  let rest = latex;
  for (let at = textIn(rest); at !== null; at = textIn(rest)) {
    addFormula(rest.slice(0, at.start));
    for (const [index, part] of at.words.split("$").entries()) {
      if (index % 2 === 1) addFormula(part);
      else if (part !== "") parts.push({ words: part.replaceAll("~", "\u00a0").replace(/\\[,;: ]/g, "\u202f").replace(/\\([%&#_$])/g, "$1") });
    }
    rest = rest.slice(at.end);
  }
  addFormula(rest);
  return parts;
}

/** The first `\text{…}` that is not inside of something else. */
function textIn(latex: string): { readonly start: number; readonly end: number; readonly words: string } | null {
  for (const { at, depth } of signsOf(latex)) {
    if (depth !== 0 || !latex.startsWith("\\text{", at)) continue;
    const close = [...signsOf(latex.slice(at + 6))].find((each) => each.depth < 0);
    if (close !== undefined) return { start: at, end: at + 6 + close.at + 1, words: latex.slice(at + 6, at + 6 + close.at) };
  }
  return null;
}

/** Split where the mark stands outside of all braces and environments. */
function splitAt(latex: string, mark: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { at, depth } of signsOf(latex)) {
    if (depth !== 0 || at < from || !latex.startsWith(mark, at)) continue;
    parts.push(latex.slice(from, at));
    from = at + mark.length;
  }
  return [...parts, latex.slice(from)];
}

/** Each sign with how many braces and environments are open there; a command is one sign. */
function* signsOf(latex: string): Generator<{ readonly at: number; readonly depth: number }> {
  let depth = 0;
  for (const { 0: sign, index: at } of latex.matchAll(/\\begin\{[^}]*\}|\\end\{[^}]*\}|\\[a-zA-Z]+|\\[\s\S]|[\s\S]/g)) {
    if (sign === "}" || sign.startsWith("\\end{")) depth -= 1;
    yield { at, depth };
    if (sign === "{" || sign.startsWith("\\begin{")) depth += 1;
  }
}
