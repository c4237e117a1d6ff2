/** The tokens of a formula, each changed as a slip of the pen would change it. */
import type { Token as LatexToken } from "../math/tokens.ts";
import { partedTokens, type FormulaPart } from "./parts.ts";

/** A changed formula: `latex.slice(start, end)` becomes `text`. */
export interface FormulaChange {
  readonly change: "sign" | "index" | "exponent" | "number" | "factor" | "relation" | "function" | "space" | "renamed index";
  /** One change replaces one token; a renamed index all of its places. */
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  /** False for a change without meaning. */
  readonly matters: boolean;
  /** The formula of a reason that it changes; null for what stands in a row, or in several places. */
  readonly reason: string | null;
}

/** All changes of a formula. `bound` are the names that `given` binds, which no one may rename. */
export function formulaChanges(latex: string, bound: ReadonlySet<string>): readonly FormulaChange[] {
  const all = placedTokens(latex, bound);
  const tokens = all.filter(({ part }) => part.isChecked);
  const context = { tokens, all, indices: indicesIn(tokens), bound };
  return [...tokens.flatMap((token, at) => changesOf(token, at, context)), ...renamings(context), ...spaces(tokens)];
}

/** The formula with the change made. */
export function changed(latex: string, { edits }: FormulaChange): string {
  return [...edits].reverse().reduce((text, { start, end, text: other }) => text.slice(0, start) + other + text.slice(end), latex);
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where it stands: on the line, below it, or above. */
  readonly level: "line" | "sub" | "super";
  /** The offset of the brace that it stands in; -1 outside of all. */
  readonly group: number;
  readonly part: FormulaPart;
}

interface Context {
  /** Those that are checked, so that a change of them must be noticed. */
  readonly tokens: readonly Token[];
  /** Those that a reason mentions as well. */
  readonly all: readonly Token[];
  readonly indices: readonly string[];
  readonly bound: ReadonlySet<string>;
}

const opposites: Readonly<Record<string, string>> = { "\\le": "\\ge", "\\leq": "\\geq", "\\ge": "\\le", "\\geq": "\\leq", "<": ">", ">": "<", "=": "<", "\\approx": "=" };

function changesOf(token: Token, at: number, context: Context): readonly FormulaChange[] {
  const { text, level, part: { reason } } = token;
  const { start, end } = token;
  const replaced = (change: FormulaChange["change"], other: string): readonly FormulaChange[] => [{ change, edits: [{ start, end, text: other }], matters: true, reason }];
  if (text === "+" && level !== "sub") return replaced("sign", "-");
  if (text === "-" && level !== "sub") return replaced("sign", isUnary(token, context.tokens[at - 1]) ? "" : "+");
  if (level === "line" && Object.hasOwn(opposites, text)) return replaced("relation", opposites[text] ?? "");
  if (text === "\\log") return replaced("function", "\\exp");
  if (/^\d/.test(text)) return replaced(level === "super" ? "exponent" : "number", String(Number(text) + 1));
  if (isLetter(text) && level === "sub") return replaced("index", otherThan(text, context.indices)).filter(({ edits }) => edits[0]?.text !== text);
  return isLetter(text) && level === "line" ? droppedFactor(token, at, context.tokens) : [];
}

/** A letter and its scripts, where another factor stands right beside it, so that something is left. */
function droppedFactor(token: Token, at: number, tokens: readonly Token[]): readonly FormulaChange[] {
  let end = at + 1;
  while (tokens[end] !== undefined && tokens[end]?.level !== "line") end++;
  const after = tokens[end];
  if (after === undefined || after.group !== token.group || after.part !== token.part || !startsFactor(after.text)) return [];
  // what lies between a script's last token and the next token are the script's braces
  return [{ change: "factor", edits: [{ start: token.start, end: after.start, text: "" }], matters: true, reason: token.part.reason }];
}

function startsFactor(text: string): boolean {
  return isLetter(text) || /^(\\log|\\frac|\\sum|\\exp)$/.test(text);
}

function isUnary(token: Token, before: Token | undefined): boolean {
  return before === undefined || before.part !== token.part || /^(&|=|<|>|\(|\[|\\\\|\\le|\\leq|\\ge|\\geq|\\approx)$/.test(before.text);
}

function isLetter(text: string): boolean {
  return /^[a-zA-Z]$/.test(text) || greek.has(text);
}

const greek: ReadonlySet<string> = new Set(
  ["alpha", "beta", "gamma", "delta", "Delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "lambda", "mu", "nu", "rho", "sigma", "tau", "phi", "omega", "ell"].map((name) => `\\${name}`),
);

function indicesIn(tokens: readonly Token[]): readonly string[] {
  return [...new Set(tokens.filter(({ text, level }) => level === "sub" && isLetter(text)).map(({ text }) => text))];
}

function otherThan(text: string, others: readonly string[]): string {
  return others[(others.indexOf(text) + 1) % others.length] ?? text;
}

/** An index that only the formula's sums bind may have another name. */
function renamings({ all, indices, bound }: Context): readonly FormulaChange[] {
  const used = new Set(all.map(({ text }) => text));
  const free = ["m", "a", "b", "k"].find((name) => !used.has(name) && !bound.has(name));
  // the subscript of a name that is bound as a whole, such as t_c, is no index
  const labels = new Set([...bound].map((name) => name.replace(/^[^_]*_?/, "")));
  const summed = indices.filter((name) => !bound.has(name) && !labels.has(name) && /^[a-z]$/.test(name));
  if (free === undefined) return [];
  return summed.map((name) => ({
    change: "renamed index",
    edits: all.filter(({ text }) => text === name).map(({ start, end }) => ({ start, end, text: free })),
    matters: false,
    reason: null,
  }));
}

/** A thin space before each binary sign and relation. */
function spaces(tokens: readonly Token[]): readonly FormulaChange[] {
  return tokens
    .filter(({ text, level }) => level === "line" && /^([+=-]|\\le|\\ge)$/.test(text))
    .map(({ start, part: { reason } }) => ({ change: "space", edits: [{ start, end: start, text: "\\, " }], matters: false, reason }));
}

/** What means something: not environments, text, and the letters of an operator's name. */
function placedTokens(latex: string, bound: ReadonlySet<string>): readonly Token[] {
  const tokens: Token[] = [];
  const around: (Pick<Token, "level" | "group"> & { readonly isName: boolean })[] = [{ level: "line", group: -1, isName: false }];
  let script: Token["level"] | null = null;
  let before = "";
  for (const { token: { kind, text, start, end }, part } of partedTokens(latex, bound)) {
    const { level: outer, group, isName } = around.at(-1) ?? { level: "line", group: -1, isName: false };
    const level = script ?? outer;
    script = kind === "sub" ? "sub" : kind === "sup" ? "super" : null;
    if (kind === "open") around.push({ level, group: start, isName: before === "\\operatorname" });
    else if (kind === "close") around.pop();
    else if (meaning.has(kind) && !isName) tokens.push({ text, start, end, level, group, part });
    before = text;
  }
  return tokens;
}

const meaning: ReadonlySet<LatexToken["kind"]> = new Set(["letter", "number", "command", "sign", "align", "row", "delimiter"]);
