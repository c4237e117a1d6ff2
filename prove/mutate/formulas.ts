/** The tokens of a formula, each changed as a slip of the pen would change it. */
import { tokensOf, type Token as LatexToken } from "../math/tokens.ts";

/** A changed formula: `latex.slice(start, end)` becomes `text`. */
export interface FormulaChange {
  readonly change: "sign" | "index" | "exponent" | "number" | "factor" | "relation" | "function" | "space" | "renamed index";
  /** One change replaces one token; a renamed index all of its places. */
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  /** False for a change without meaning. */
  readonly matters: boolean;
}

/** All changes of a formula. `bound` are the names that `given` binds, which no one may rename. */
export function formulaChanges(latex: string, bound: ReadonlySet<string>): readonly FormulaChange[] {
  const tokens = placedTokens(latex);
  const context = { tokens, indices: indicesIn(tokens), bound };
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
}

interface Context {
  readonly tokens: readonly Token[];
  readonly indices: readonly string[];
  readonly bound: ReadonlySet<string>;
}

const opposites: Readonly<Record<string, string>> = { "\\le": "\\ge", "\\leq": "\\geq", "\\ge": "\\le", "\\geq": "\\leq", "<": ">", ">": "<", "=": "<", "\\approx": "=" };

function changesOf(token: Token, at: number, context: Context): readonly FormulaChange[] {
  const { text, level } = token;
  const replaced = (change: FormulaChange["change"], other: string): readonly FormulaChange[] => [{ change, edits: [{ ...token, text: other }], matters: true }];
  if (text === "+" && level !== "sub") return replaced("sign", "-");
  if (text === "-" && level !== "sub") return replaced("sign", isUnary(context.tokens[at - 1]) ? "" : "+");
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
  if (after === undefined || after.group !== token.group || !startsFactor(after.text)) return [];
  // what lies between a script's last token and the next token are the script's braces
  return [{ change: "factor", edits: [{ start: token.start, end: after.start, text: "" }], matters: true }];
}

function startsFactor(text: string): boolean {
  return isLetter(text) || /^(\\log|\\frac|\\sum|\\exp)$/.test(text);
}

function isUnary(before: Token | undefined): boolean {
  return before === undefined || /^(&|=|<|>|\(|\[|\\\\|\\le|\\leq|\\ge|\\geq|\\approx)$/.test(before.text);
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
function renamings({ tokens, indices, bound }: Context): readonly FormulaChange[] {
  const used = new Set(tokens.map(({ text }) => text));
  const free = ["m", "a", "b", "k"].find((name) => !used.has(name) && !bound.has(name));
  const summed = indices.filter((name) => !bound.has(name) && /^[a-z]$/.test(name));
  if (free === undefined) return [];
  return summed.map((name) => ({
    change: "renamed index",
    edits: tokens.filter(({ text }) => text === name).map(({ start, end }) => ({ start, end, text: free })),
    matters: false,
  }));
}

/** A thin space before each binary sign and relation. */
function spaces(tokens: readonly Token[]): readonly FormulaChange[] {
  return tokens
    .filter(({ text, level }) => level === "line" && /^([+=-]|\\le|\\ge)$/.test(text))
    .map(({ start }) => ({ change: "space", edits: [{ start, end: start, text: "\\, " }], matters: false }));
}

/** What means something: not environments and text, nor the reasons that stand after `&&`. */
function placedTokens(latex: string): readonly Token[] {
  const tokens: Token[] = [];
  const around: Pick<Token, "level" | "group">[] = [{ level: "line", group: -1 }];
  let script: Token["level"] | null = null;
  for (const { kind, text, start, end } of withoutReasons(tokensOf(latex))) {
    const { level: outer, group } = around.at(-1) ?? { level: "line", group: -1 };
    const level = script ?? outer;
    script = kind === "sub" ? "sub" : kind === "sup" ? "super" : null;
    if (kind === "open") around.push({ level, group: start });
    else if (kind === "close") around.pop();
    else if (meaning.has(kind)) tokens.push({ text, start, end, level, group });
  }
  return tokens;
}

const meaning: ReadonlySet<LatexToken["kind"]> = new Set(["letter", "number", "command", "sign", "align", "row", "delimiter"]);

/** A reason begins at the second of two `&` and ends with its row. */
function withoutReasons(tokens: readonly LatexToken[]): readonly LatexToken[] {
  let isReason = false;
  return tokens.filter(({ kind }, index) => {
    if (kind === "row" || kind === "end") isReason = false;
    isReason ||= kind === "align" && tokens[index - 1]?.kind === "align";
    return !isReason;
  });
}
