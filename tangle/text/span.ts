/** Where something stands in a source file: offsets inside, lines and columns at the edge. */

/** A UTF-16 offset into a source text. Branded so that it is never mixed with a line or a column. */
export type Offset = number & { readonly __offset: unique symbol };

/** A half-open range `[start, end)` of offsets in one source. */
export interface Span {
  readonly start: Offset;
  readonly end: Offset;
}

/** A position a person reads: path relative to the root with `/`, 1-based line and column (UTF-16 units, a tab is one). */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** One text file of the book, read once. */
export interface Source {
  /** Relative to the root, with forward slashes: `book/01-markov-chains/01-chain-rule.md`. */
  readonly path: string;
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly Offset[];
}

/** Makes a `Source`; lines end with LF, CRLF or CR. */
export function source(path: string, text: string): Source {
  const lineStarts = [0 as Offset];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    lineStarts.push((match.index + match[0].length) as Offset);
  }
  return { path, text, lineStarts };
}

/** The place of an offset. Throws if the offset is outside the text. */
export function placeOf(from: Source, offset: Offset): Place {
  if (offset < 0 || offset > from.text.length) {
    throw new Error(`internal: offset ${offset} is outside ${from.path} (${from.text.length} characters)`);
  }
  let low = 0;
  let high = from.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((from.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { path: from.path, line: low + 1, column: offset - (from.lineStarts[low] ?? 0) + 1 };
}

/** The offset of a 1-based line and column. */
export function offsetAt(from: Source, line: number, column: number): Offset {
  const start = from.lineStarts[line - 1];
  if (start === undefined) throw new Error(`internal: ${from.path} has no line ${line}`);
  return (start + column - 1) as Offset;
}

/** The text of a 1-based line, without its line end. */
export function lineText(from: Source, line: number): string {
  const start = from.lineStarts[line - 1];
  if (start === undefined) return "";
  return from.text.slice(start, from.lineStarts[line] ?? from.text.length).replace(/(\r\n|\r|\n)$/, "");
}
