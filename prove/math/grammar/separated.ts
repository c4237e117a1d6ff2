/** Delimiters and what stands between them. */
import type { Expression, MathSpan } from "../expression.ts";
import { peek, refuseAt, refuseToken, sees, take, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";
import type { Token } from "../tokens.ts";

const partners: ReadonlyMap<string, string> = new Map([
  ["(", ")"], ["[", "]"], ["\\{", "\\}"], ["|", "|"], ["\\|", "\\|"],
  ["\\lfloor", "\\rfloor"], ["\\lceil", "\\rceil"], ["\\langle", "\\rangle"],
]);

/** True if a delimiter that opens, one of `texts`, is next. */
export function opens(reader: Reader, ...texts: readonly string[]): boolean {
  const { kind, text, side } = peek(reader);
  return kind === "delimiter" && texts.includes(text) && (side === "open" || side === "any");
}

/** What `rule` reads between the delimiter that is next and its partner; `closer` is what a bar inside is told about. */
export function between<T>(reader: Reader, rule: (reader: Reader) => T, closer?: string): { readonly value: T; readonly at: MathSpan } {
  const open = take(reader);
  const partner = partners.get(open.text) ?? "";
  reader.closers.push(closer ?? (open.side === "any" ? partner : `sided ${partner}`));
  const value = rule(reader);
  reader.closers.pop();
  const close = peek(reader);
  // a bar that nothing closes may have been meant to separate
  if (open.side === "any" && (close.kind !== "delimiter" || close.text !== partner)) refuseAt(open);
  if (close.kind === "finish") refuse(`\`${open.text}\` is not closed`, open);
  if (close.kind !== "delimiter" || close.text !== partner || !fits(open, close)) {
    if (close.kind === "delimiter" && close.side === "close") refuse(`\`${open.text}\` is closed by \`${close.text}\``, close);
    refuseToken(reader);
  }
  take(reader);
  return { value, at: { start: open.start, end: close.end } };
}

function fits(open: Token, close: Token): boolean {
  return close.side === "close" || (close.side === "any" && open.side === "any");
}

/** Arguments with commas between them. */
export function commas(reader: Reader): readonly Expression[] {
  const args = [reader.grammar.expression(reader)];
  while (sees(reader, ",")) {
    take(reader);
    args.push(reader.grammar.expression(reader));
  }
  return args;
}

/** The node with its place widened to the delimiters around it. */
export function widened<T extends Expression>(node: T, at: MathSpan): T {
  return { ...node, at };
}
