/** A piece of TypeScript of a chapter in which each character knows its place: a fence's body, or an inline cell. */
import { placeOf, type Fence, type Offset, type Source } from "../../tangle/index.ts";
import type { ValueUnit } from "../units/unit.ts";

/** A line and a column of a chapter, both from 1. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** TypeScript and the way back. Lines end with LF. */
export interface Code {
  readonly text: string;
  /** The place of the character at an offset; the end of the text is a place too. */
  readonly spotAt: (offset: number) => Spot;
}

/** The body of a fence. */
export function codeOf(fence: Fence): Code {
  const text = fence.lines.map((line) => line.text).join("\n");
  const starts = lineStartsOf(text);
  return {
    text,
    spotAt(offset) {
      const index = starts.findLastIndex((start) => start <= offset);
      const line = fence.lines[index];
      if (line === undefined) return placeOf(fence.source, fence.span.start);
      return { line: line.line, column: line.column + Math.max(0, offset - (starts[index] ?? 0) - line.virtual) };
    },
  };
}

/** An inline cell. Where a character reference stands in it, all places are that of its beginning. */
export function codeOfValue({ expression, expressionStart, span }: ValueUnit, source: Source): Code {
  const offsets = aligned(expression, source.text.slice(expressionStart, span.end));
  return {
    text: expression,
    spotAt: (offset) => placeOf(source, (expressionStart + (offsets?.[offset] ?? 0)) as Offset),
  };
}

/** Where each character of the expression, and its end, stands in the raw text, which has prefixes of lists, and escapes, besides; null if it does not. */
function aligned(expression: string, raw: string): readonly number[] | null {
  const offsets: number[] = [];
  let at = 0;
  for (const character of expression.split("")) {
    while (at < raw.length && raw[at] !== character) at++;
    if (at === raw.length) return null;
    offsets.push(at++);
  }
  return [...offsets, at];
}

function lineStartsOf(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
