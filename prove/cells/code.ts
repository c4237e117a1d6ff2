/** A piece of TypeScript of a chapter in which each character knows its place: a fence's body, or an inline cell. */
import { placeOf, type Fence, type Offset, type Source } from "../../tangle/index.ts";
import type { ValueUnit } from "../unit.ts";

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

/** An inline cell. Where an escape stands in it, places behind that are those of its beginning. */
export function codeOfValue({ expression, expressionStart }: ValueUnit, source: Source): Code {
  const plain = source.text.slice(expressionStart, expressionStart + expression.length).replace(/[\r\n]/g, " ") === expression;
  return {
    text: expression,
    spotAt: (offset) => placeOf(source, (expressionStart + (plain ? offset : 0)) as Offset),
  };
}

function lineStartsOf(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
