/** The operators of WGSL, by its tokens: no grammar of it is at hand, and its brackets of types need no more than this. */
import { ofWgsl } from "./neighbours.ts";
import type { Operator } from "./reader.ts";

/**
 * Finds them. Comments are passed over, nested ones too; `array<f32, 4>` has no operators, by the rule of the language's own
 * specification (template list discovery); `*p`, `&x` and `~n` are left alone.
 */
export function wgslOperators(text: string): readonly Operator[] {
  const tokens = withLongOperators(tokensOf(text));
  return tokens.flatMap((token, index): readonly Operator[] => {
    const replacement = token.kind === "operator" ? replacementOf(token.text, tokens[index - 1]) : undefined;
    return replacement === undefined ? [] : [{ start: token.start, end: token.start + token.text.length, replacement }];
  });
}

/** A minus before its number goes; a pointer's star and ampersand stay. */
function replacementOf(text: string, before: Token | undefined): string | undefined {
  if (text === "!" || !isUnary(before)) return ofWgsl[text];
  return text === "-" ? "" : undefined;
}

function isUnary(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "word") return statements.has(before.text);
  return before.kind === "operator" && before.text !== ")" && before.text !== "]";
}

const statements: ReadonlySet<string> = new Set(["return", "if", "else", "while", "switch", "case"]);

interface Token {
  /** `bracket`: of a type's parameters, `<` or `>`. */
  readonly kind: "word" | "number" | "operator" | "bracket";
  readonly text: string;
  readonly start: number;
}

/** Longest first, but `>` alone: whether `>>` and `>=` are one operator is known only when the brackets of types are. */
const pattern = /(?<space>\s+|\/\/[^\n\r]*)|(?<number>0[xX][\da-fA-F.]+(?:[pP][+-]?\d+)?[iufh]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[iufh]?)|(?<word>[\p{XID_Start}_]\p{XID_Continue}*)|<<=|<<|<=|->|&&|\|\||==|!=|\+\+|--|[-+*/%&|^]=|[\s\S]/uy;

function tokensOf(text: string): readonly Token[] {
  const found: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (text.startsWith("/*", at)) {
      at = endOfComment(text, at);
      continue;
    }
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) throw new Error(`internal: no token at ${at}`);
    const { space, number, word } = match.groups ?? {};
    if (space === undefined) found.push({ kind: number !== undefined ? "number" : word !== undefined ? "word" : "operator", text: match[0], start: at });
    at += match[0].length;
  }
  const brackets = templateBrackets(found);
  return found.map((token, index) => (brackets.has(index) ? { ...token, kind: "bracket" } : token));
}

/** A block comment may hold others. */
function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (const { 0: mark, index } of text.slice(start).matchAll(/\/\*|\*\//g)) {
    depth += mark === "/*" ? 1 : -1;
    if (depth === 0) return start + index + 2;
  }
  return text.length;
}

/** Which `<` and `>` enclose a template list: WGSL's own algorithm, on tokens where it has characters. */
function templateBrackets(tokens: readonly Token[]): ReadonlySet<number> {
  const found = new Set<number>();
  let candidates: readonly { readonly index: number; readonly depth: number }[] = [];
  let depth = 0;
  tokens.forEach(({ kind, text }, index) => {
    if (kind !== "operator") return;
    const last = candidates.at(-1);
    if (text === "<" && tokens[index - 1]?.kind === "word") candidates = [...candidates, { index, depth }];
    else if (text === ">" && last?.depth === depth) {
      found.add(last.index).add(index);
      candidates = candidates.slice(0, -1);
    } else if (text === "(" || text === "[") depth++;
    else if (text === ")" || text === "]") {
      candidates = candidates.filter((each) => each.depth < depth);
      depth = Math.max(0, depth - 1);
    } else if (text === "&&" || text === "||") candidates = candidates.filter((each) => each.depth < depth);
    else if (/^(?:[;{:]|(?:[-+*/%&|^]|<<)?=)$/.test(text)) [candidates, depth] = [[], 0];
  });
  return found;
}

/** What is left of `>` is put together with what follows it at once: `>>`, `>=`, `>>=`. */
function withLongOperators(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    const follows = before?.kind === "operator" && token.kind === "operator" && before.start + before.text.length === token.start;
    if (before !== undefined && follows && long.has(before.text + token.text)) joined[joined.length - 1] = { ...before, text: before.text + token.text };
    else joined.push(token);
  }
  return joined;
}

const long: ReadonlySet<string> = new Set([">>", ">=", ">>="]);
