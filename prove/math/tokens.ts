/** LaTeX of a formula → its tokens with their places. Spacing is dropped; what is not known becomes a token too, for the reader to refuse. */
import type { MathSpan } from "./expression.ts";
import { bracedEnd, skipped } from "./spacing.ts";

/**
 * One token. `text` is as written for commands (`\alpha`), a canonical form for delimiters (`\{` for `\bigl\lbrace`),
 * the content for `text`, the name for `begin` and `end`.
 */
export interface Token extends MathSpan {
  readonly kind:
    | "letter" | "number" | "command" | "sign" | "open" | "close" | "sup" | "sub" | "prime"
    | "align" | "row" | "delimiter" | "text" | "begin" | "end" | "finish";
  readonly text: string;
  /** Which side a delimiter is said to stand on, by `\left`, `\bigr`, `\lvert`, …; `any` where nothing says it. */
  readonly side: "open" | "close" | "middle" | "any";
}

/** All tokens, the last of which is `finish`. Never throws. */
export function tokensOf(latex: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = skipped(latex, 0); at < latex.length; ) {
    const token = tokenAt(latex, at);
    tokens.push(...(splitsDigits(tokens.at(-1), token) ? digitsOf(token) : [token]));
    at = skipped(latex, token.end);
  }
  return [...withoutEmptyGroups(tokens), finishAt(latex.length)];
}

/** The token behind the last one. */
export function finishAt(offset: number): Token {
  return { kind: "finish", text: "", side: "any", start: offset, end: offset };
}

/** A kind of token: its pattern, and what of the match is its text. */
interface Lexeme {
  readonly kind: Token["kind"];
  readonly pattern: RegExp;
  readonly text?: (match: RegExpExecArray) => string;
  readonly side?: (match: RegExpExecArray) => Token["side"];
}

const delimiters = String.raw`\\[{}|]|\\(?:[lr](?:floor|ceil|angle|vert|Vert|brace|brack)|vert|Vert)(?![A-Za-z])|[()[\]|]`;
const sizes = String.raw`\\(left|right|middle|[bB]igg?[lrm]?)(?![A-Za-z])\s*`;

const lexemes: readonly Lexeme[] = [
  { kind: "row", pattern: /\\\\(?:\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu|px)\s*\])?/y },
  { kind: "begin", pattern: /\\begin\s*\{([^{}]*)\}(?:\[[tbc]\])?/y, text: ([, name = ""]) => name },
  { kind: "end", pattern: /\\end\s*\{([^{}]*)\}/y, text: ([, name = ""]) => name },
  { kind: "delimiter", pattern: new RegExp(`${sizes}(${delimiters}|[./<>])`, "y"), text: ([, , sign = ""]) => canonical(sign), side: sideOf },
  { kind: "delimiter", pattern: new RegExp(delimiters, "y"), text: ([sign]) => canonical(sign), side: ([sign]) => ownSide(sign) },
  { kind: "command", pattern: /\\(?:[A-Za-z]+\*?|[^])/uy },
  { kind: "number", pattern: /\d{1,3}(?:\{,\}\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+/y },
  { kind: "letter", pattern: /[A-Za-z]/y },
  { kind: "open", pattern: /\{/y },
  { kind: "close", pattern: /\}/y },
  { kind: "sup", pattern: /\^/y },
  { kind: "sub", pattern: /_/y },
  { kind: "prime", pattern: /'/y },
  { kind: "align", pattern: /&/y },
  { kind: "sign", pattern: /:=|[^]/uy },
];

function tokenAt(latex: string, at: number): Token {
  const words = /\\(?:text(?:rm|it|bf|sf|tt|normal|up)?|mbox)\s*(?=\{)/y;
  words.lastIndex = at;
  if (words.test(latex)) {
    const from = words.lastIndex;
    const end = bracedEnd(latex, from);
    return { kind: "text", text: latex.slice(from + 1, Math.max(from + 1, end - 1)), side: "any", start: at, end };
  }
  for (const { kind, pattern, text, side } of lexemes) {
    pattern.lastIndex = at;
    const match = pattern.exec(latex);
    if (!match) continue;
    return { kind, text: text?.(match) ?? match[0], side: side?.(match) ?? "any", start: at, end: at + match[0].length };
  }
  throw new Error(`internal: no token at ${at} of ${JSON.stringify(latex)}`);
}

function canonical(sign: string): string {
  const same: Readonly<Record<string, string>> = {
    "\\lvert": "|", "\\rvert": "|", "\\vert": "|", "\\lVert": "\\|", "\\rVert": "\\|", "\\Vert": "\\|",
    "\\lbrace": "\\{", "\\rbrace": "\\}", "\\lbrack": "[", "\\rbrack": "]", "<": "\\langle", ">": "\\rangle",
  };
  return same[sign] ?? sign;
}

function sideOf([, size = "", sign = ""]: RegExpExecArray): Token["side"] {
  if (size === "left" || size.endsWith("l")) return "open";
  if (size === "right" || size.endsWith("r")) return "close";
  return size === "middle" || size.endsWith("m") ? "middle" : ownSide(sign);
}

function ownSide(sign: string): Token["side"] {
  if (/^(?:[([]|\\\{|\\l)/.test(sign)) return "open";
  return /^(?:[)\]]|\\\}|\\r)/.test(sign) ? "close" : "any";
}

/** TeX reads `\frac12` as one half: a command takes one digit, not a number. */
function splitsDigits(before: Token | undefined, { kind, text }: Token): boolean {
  return kind === "number" && /^\d\d$/.test(text) && before?.kind === "command" && /^\\[td]?frac$/.test(before.text);
}

function digitsOf({ text, start }: Token): readonly Token[] {
  return [...text].map((digit, k) => ({ kind: "number", text: digit, side: "any", start: start + k, end: start + k + 1 }));
}

/** Drops `{}` where it only moves signs apart (`{} + b`); `x^{}` keeps it, and is refused. */
function withoutEmptyGroups(tokens: readonly Token[]): readonly Token[] {
  const empty = (k: number): boolean => tokens[k]?.kind === "open" && tokens[k + 1]?.kind === "close";
  const signs = /^(?:[-+=<>]|:=|\\(?:le|leq|ge|geq|approx|ne|neq|cdot|times))$/;
  const separates = (token: Token | undefined): boolean =>
    token === undefined || ["align", "row", "begin", "end"].includes(token.kind) || signs.test(token.text);
  const dropped = (k: number): boolean => empty(k) && separates(tokens[k - 1]);
  return tokens.filter((_, k) => !dropped(k) && !dropped(k - 1));
}
