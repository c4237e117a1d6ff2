/** What stands below, above and behind a factor: indices, exponents, primes, `\top`. */
import type { Expression, MathSpan } from "../expression.ts";
import { argument, peek, readSlice, take, taken, type Accepted, type Reader, type Slice } from "../reader.ts";
import { refuse } from "../refusal.ts";
import { indicesOf } from "./indices.ts";
import { isBound } from "./names.ts";

export const powers: Accepted = {
  name: "powers and transposes",
  latex: ["x^2", "2^{-x}", "p_i^2", "A^\\top", "A^T", "A^{-1}", "A^{-\\top}", "(x + y)^n", "e^x"],
  meaning:
    "`^\\top`, `^\\intercal`, `^{\\mathsf T}`, and `^T` where `T` is not bound, transpose; with a minus before it, of the inverse. An index below comes before what stands " +
    "above: `p_i^2` is the square of `p_i`, `q_i^\\top` the transpose of `q_i`; " +
    "`A_{ij}^\\top` and `A_{ij}^{-1}` are refused. An exponent in parentheses is an upper index, of a bound array: `W^{(l)}_{ij}` is `W_{l,i,j}`.",
};

/** A script and where it ends, its braces included. */
export interface Script {
  readonly slice: Slice;
  readonly end: number;
}

/** The scripts behind one factor, in whatever order they were written. */
export interface Scripts {
  readonly primes: number;
  readonly star: boolean;
  readonly sub: Script | null;
  readonly sup: Script | null;
  /** Where the last one ends; the place before the first if there is none. */
  readonly end: number;
}

/** Takes all scripts that follow. */
export function readScripts(reader: Reader): Scripts {
  let found: Scripts = { primes: 0, star: false, sub: null, sup: null, end: taken(reader).end };
  for (;;) {
    const token = peek(reader);
    if (token.kind === "prime") {
      take(reader);
      if (found.sup || found.star) refuse("a prime stands behind what is above", token, "write the prime first");
      found = { ...found, primes: found.primes + 1, end: token.end };
    } else if (token.kind === "sub" || token.kind === "sup") {
      take(reader);
      found = withScript(found, token, { slice: argument(reader, token.text), end: taken(reader).end });
    } else {
      return found;
    }
  }
}

function withScript(found: Scripts, { kind, start }: { readonly kind: string; readonly start: number }, script: Script): Scripts {
  const { end } = script;
  if (kind === "sub") {
    if (found.sub) refuse("two indices stand below each other", { start, end }, "write a comma between them");
    return { ...found, sub: script, end };
  }
  if (found.sup || found.star) refuse("two exponents stand above each other", { start, end }, "write braces around what is raised first");
  const signs = script.slice.tokens.map(({ text }) => text);
  if (signs.every((text) => text === "\\prime")) return { ...found, primes: found.primes + signs.length, end };
  if (signs.length === 1 && ["*", "\\ast", "\\star"].includes(signs[0] ?? "")) return { ...found, star: true, end };
  return { ...found, sup: script, end };
}

/** `base` with its scripts; primes and stars must have been used up. */
export function scripted(reader: Reader, base: Expression, scripts: Scripts): Expression {
  const place = { start: base.at.start, end: scripts.end };
  if (scripts.primes > 0) refuse("a prime stands behind what is no name", place);
  if (scripts.star) refuse("a star stands above what is no name", place);
  const upper = upperIndex(base, scripts.sup);
  const lower = scripts.sub ? indicesOf(reader, scripts.sub.slice, upper ? null : base) : [];
  const indices = upper ? [...indicesOf(reader, upper), ...lower] : lower;
  const last = upper ? scripts.end : (scripts.sub?.end ?? base.at.end);
  if (indices.length > 0 && base.kind === "number") refuse("a number has no index", place);
  const of: Expression = indices.length > 0 ? { kind: "element", of: base, indices, at: { start: base.at.start, end: last } } : base;
  if (upper || !scripts.sup) return of;
  if (indices.length > 1) refuseElementwise(reader, scripts.sup.slice, place);
  return raised(reader, of, scripts.sup.slice, place);
}

function raised(reader: Reader, base: Expression, slice: Slice, at: MathSpan): Expression {
  if (isTranspose(reader, slice)) return { kind: "transpose", of: base, at };
  const [minus, ...rest] = slice.tokens;
  if (minus?.text === "-" && isTranspose(reader, { ...slice, tokens: rest })) {
    return { kind: "power", base: { kind: "transpose", of: base, at }, exponent: { kind: "number", value: -1, at: slice }, at };
  }
  return { kind: "power", base, exponent: readSlice(reader, slice, reader.grammar.expression), at };
}

/** `A_{ij}^{-1}` may be an element of the inverse, or one over the element. */
function refuseElementwise(reader: Reader, slice: Slice, at: MathSpan): void {
  const isInverse = slice.tokens[0]?.text === "-";
  if (!isInverse && !isTranspose(reader, slice)) return;
  refuse(
    `whether the matrix or its element is ${isInverse ? "inverted" : "transposed"} cannot be seen`,
    at,
    `write parentheses, as \`(A^${isInverse ? "{-1}" : "\\top"})_{ij}\``,
  );
}

function isTranspose(reader: Reader, { tokens }: Slice): boolean {
  const text = tokens.map((token) => token.text).join("");
  if (text === "T") return !isBound(reader, "T");
  return ["\\top", "\\intercal"].includes(text) || /^\\math(?:sf|rm)\{?T\}?$/.test(text);
}

/** What stands in the parentheses of `W^{(l)}`; null if nothing does. */
function upperIndex(base: Expression, sup: Script | null): Slice | null {
  if (!sup || !isParenthesised(sup.slice) || base.kind === "number") return null;
  if (base.kind !== "symbol") refuse("an exponent in parentheses is read as an index of a name", sup.slice, "leave the parentheses out");
  const { tokens, start, end } = sup.slice;
  return { tokens: tokens.slice(1, -1), start: tokens[0]?.end ?? start, end: tokens.at(-1)?.start ?? end };
}

function isParenthesised({ tokens }: Slice): boolean {
  let depth = 0;
  return tokens.length > 2 && tokens[0]?.text === "(" && tokens.every(({ kind, text }, k) => {
    if (kind === "delimiter") depth += text === "(" ? 1 : text === ")" ? -1 : 0;
    return depth > 0 || k === tokens.length - 1;
  }) && depth === 0;
}
