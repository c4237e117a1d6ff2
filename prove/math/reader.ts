/** A place in the tokens of one formula, and what a construction may do from there. */
import type { Condition, Expression, MathSpan, Names } from "./expression.ts";
import { takesArgument } from "./commands.ts";
import { refuse } from "./refusal.ts";
import { finishAt, type Token } from "./tokens.ts";
import { unreadable } from "./unaccepted.ts";

/** Moves over tokens; everything else stays as it is while one formula is read. */
export interface Reader {
  /** Ends with a `finish`. */
  readonly tokens: readonly Token[];
  position: number;
  readonly names: Names;
  /** Indices of the sums, expectations, … around this place, outermost first: bound as well. */
  readonly indices: readonly string[];
  /** What must close before what: `)`, `]`, `|`, … outermost first. Says whether a bar opens or closes. */
  readonly closers: string[];
  readonly grammar: Grammar;
  readonly noted: Notes;
}

/** The rules that constructions call without importing them, since the rules import the constructions. */
export interface Grammar {
  /** Up to what is no operand of `+` and `-`. */
  readonly expression: (reader: Reader) => Expression;
  /** Up to a `+` or `-` of the same level. */
  readonly product: (reader: Reader) => Product;
  /** Factors side by side: up to a `\cdot` or `/` as well. */
  readonly juxtaposed: (reader: Reader) => Product;
  readonly factor: (reader: Reader) => Piece;
  readonly condition: (reader: Reader) => Condition;
}

/** What was read, and how its right end looks: that decides what may stand beside it. */
export interface Piece {
  readonly expression: Expression;
  readonly form: Form;
}

export type Form =
  /** A letter, a call, a root, … with its scripts. */
  | "plain"
  | "number"
  | "fraction"
  /** Something in parentheses. */
  | "group"
  /** `\log x`: where its argument ends is a matter of convention. */
  | "open-function"
  /** `\log(x)`. */
  | "closed-function"
  /** A function that is named and not called. */
  | "callable"
  /** `\sum_x …`: has taken all factors that follow. */
  | "operator"
  /** `\frac{\partial}{\partial x} x^2`: one factor, without parentheses around it. */
  | "open-derivative"
  /** `\frac{\partial}{\partial x} (…)`. */
  | "closed-derivative";

/** Factors, how the last one looks, and how many there are. */
export interface Product extends Piece {
  readonly factors: number;
}

/** What one display has said so far, so that one name is one picture and one call one notation. */
export interface Notes {
  readonly pictures: Map<string, string>;
  readonly calls: Map<string, string>;
}

/** Tokens of an argument or a script, without its braces. */
export interface Slice extends MathSpan {
  readonly tokens: readonly Token[];
}

/** One thing that the reader accepts. `latex` are examples, each of which is read; `meaning` is for authors. */
export interface Accepted {
  readonly name: string;
  readonly latex: readonly string[];
  readonly meaning: string;
}

/** An accepted thing that begins with a token of its own. */
export interface Construction extends Accepted {
  /** Null, and the reader not moved, if it does not stand here. */
  readonly read: (reader: Reader) => Piece | null;
}

export function peek(reader: Reader, ahead = 0): Token {
  const last = reader.tokens.length - 1;
  return reader.tokens[Math.min(reader.position + ahead, last)] ?? finishAt(0);
}

export function take(reader: Reader): Token {
  const token = peek(reader);
  if (token.kind !== "finish") reader.position += 1;
  return token;
}

/** The token before this place. */
export function taken(reader: Reader): Token {
  return reader.tokens[reader.position - 1] ?? peek(reader);
}

/** True if the next token is the command or sign `text`. */
export function sees(reader: Reader, ...texts: readonly string[]): boolean {
  const { kind, text } = peek(reader);
  return (kind === "command" || kind === "sign") && texts.includes(text);
}

/** A whole slice, read by `rule` in a reader of its own. */
export function readSlice<T>(reader: Reader, slice: Slice, rule: (reader: Reader) => T): T {
  const inner: Reader = { ...reader, tokens: [...slice.tokens, finishAt(slice.end)], position: 0, closers: [] };
  const result = rule(inner);
  expectFinish(inner);
  return result;
}

/** Reads with more indices bound. */
export function within<T>(reader: Reader, indices: readonly string[], rule: (reader: Reader) => T): T {
  const inner: Reader = { ...reader, indices: [...reader.indices, ...indices] };
  const result = rule(inner);
  reader.position = inner.position;
  return result;
}

/** Refuses what is left. */
export function expectFinish(reader: Reader): void {
  if (peek(reader).kind !== "finish") refuseToken(reader);
}

/** Refuses the next token by name. */
export function refuseToken(reader: Reader): never {
  const token = peek(reader);
  if (token.kind === "finish") refuse("an operand is missing here", token);
  refuseAt(token);
}

/** Refuses a token by name. */
export function refuseAt(token: Token): never {
  const [message, cure] = unreadable(token);
  refuse(message, token, cure);
}

/** The tokens of the argument that follows, in braces or a single one. `of` is what it is an argument of. */
export function argument(reader: Reader, of: string): Slice {
  const first = take(reader);
  if (first.kind === "open") return bracedFrom(reader, first);
  if (first.kind === "number" && first.text.length > 1) {
    refuse(`\`${of}\` takes only the first digit of \`${first.text}\``, first, `\`${of}{${first.text}}\``);
  }
  if (first.kind === "command" && takesArgument(first.text)) {
    const from = reader.position - 1;
    argument(reader, first.text);
    return { tokens: reader.tokens.slice(from, reader.position), start: first.start, end: taken(reader).end };
  }
  const single = ["letter", "number", "command", "text"].includes(first.kind) || (first.kind === "sign" && first.text === "*");
  if (!single) refuse(`\`${of}\` lacks its argument`, first);
  return { tokens: [first], start: first.start, end: first.end };
}

function bracedFrom(reader: Reader, open: Token): Slice {
  const from = reader.position;
  for (let depth = 1; ; ) {
    const token = take(reader);
    if (token.kind === "finish") refuse("this brace is not closed", open);
    if (token.kind === "open") depth += 1;
    if (token.kind === "close") depth -= 1;
    if (depth > 0) continue;
    if (reader.position - from === 1) refuse("nothing stands between these braces", { start: open.start, end: token.end });
    return { tokens: reader.tokens.slice(from, reader.position - 1), start: open.end, end: token.start };
  }
}
