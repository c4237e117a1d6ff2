/** Long lines of code → several, each within a width, broken between words and at nothing else if that can be. */
import type { Token } from "../highlight.ts";

/** The pieces of one line; every one but the first is a continuation, which the mark ↪ precedes. */
export type WrappedLine = readonly (readonly Token[])[];

/** Splits a line into pieces of at most `width` columns; continuations are set deeper, by `indent` columns in all. */
export function wrapLine(tokens: readonly Token[], width: number): { readonly pieces: WrappedLine; readonly indent: number } {
  const text = tokens.map((token) => token.text).join("");
  if (columnsOf(text) <= width) return { pieces: [tokens], indent: 0 };
  const indent = Math.min(Math.floor(width / 2), (/^\s*(?:\/\/|\*|#)?\s*/.exec(text)?.[0].length ?? 0) + 2);
  const cuts = cutsOf(text, width, width - indent - MARK_COLUMNS);
  return { pieces: cuts.map(([from, to]) => slice(tokens, from, to)), indent };
}

/** What the mark takes: the arrow and a space. */
export const MARK_COLUMNS = 2;

/** What is left for the last line has at least so many letters, if a line break allows it. */
const SHORT = 8;

/** Ranges of the text: the first within `first` columns, the others within `next`. */
function cutsOf(text: string, first: number, next: number): readonly (readonly [number, number])[] {
  const cuts: (readonly [number, number])[] = [];
  let from = 0;
  while (columnsOf(text.slice(from)) > (from === 0 ? first : next)) {
    const limit = from + unitsOf(text.slice(from), from === 0 ? first : next);
    // a word or two go over to the next line rather than a bracket alone
    const to = breakBefore(text, from, text.length - limit < SHORT ? Math.min(limit, text.length - SHORT) : limit);
    cuts.push([from, text.slice(from, to).trimEnd().length + from]);
    from = to;
  }
  cuts.push([from, text.length]);
  return cuts;
}

/** After the last space in the second half of what fits, else after a sign, else anywhere; a surrogate pair is kept together. */
function breakBefore(text: string, from: number, limit: number): number {
  const half = from + Math.ceil((limit - from) / 2);
  const part = text.slice(half, limit + 1);
  const space = part.search(/\s\S*$/);
  if (space >= 0) return half + space + 1;
  const sign = /[,;.)(\]}=|&+](?=[^,;.)(\]}=|&+]*$)/.exec(text.slice(half, limit));
  if (sign) return half + sign.index + 1;
  return /[\udc00-\udfff]/.test(text.charAt(limit)) ? limit - 1 : limit;
}

/** Columns of a monospaced text: a letter each, two for emoji and East Asian letters, none for marks that combine. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += /\p{M}|\u200d/u.test(character) ? 0 : /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]|\p{Emoji_Presentation}/u.test(character) ? 2 : 1;
  return columns;
}

function unitsOf(text: string, columns: number): number {
  let units = 0;
  let used = 0;
  for (const character of text) {
    used += columnsOf(character);
    if (used > columns) return units;
    units += character.length;
  }
  return units;
}

function slice(tokens: readonly Token[], from: number, to: number): readonly Token[] {
  let at = 0;
  return tokens.flatMap((token) => {
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, token.text.length);
    at += token.text.length;
    return start < end ? [{ kind: token.kind, text: token.text.slice(start, end) }] : [];
  });
}
