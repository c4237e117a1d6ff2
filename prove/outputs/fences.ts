/** The text of an output fence as it stands in its chapter: prefix of its list or quotation, marker, line ends. */
import { lineText, placeOf, type Fence } from "../../tangle/index.ts";

/** A change of a text: `put` stands in the place of what is between. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

/** The fence with other lines. Its marker grows only where one of them would close it. */
export function renewed(fence: Fence, lines: readonly string[]): Edit {
  const { source, span } = fence;
  const written = source.text.slice(span.start, span.end);
  const [, marker = "", info = ""] = /^(`+|~+)([^\r\n]*)/.exec(written) ?? [];
  const closing = /^[\s>]*/.exec(lineText(source, placeOf(source, span.end).line))?.[0] ?? "";
  return { ...span, put: blockOf(lines, { marker, info, prefix: prefixOf(fence), closing, end: lineEndOf(fence) }) };
}

/** A new output fence under the cell, after a blank line. */
export function added(cell: Fence, lines: readonly string[]): Edit {
  const end = lineEndOf(cell);
  const prefix = prefixOf(cell);
  const block = blockOf(lines, { marker: "```", info: "output", prefix, closing: prefix, end });
  return { start: cell.span.end, end: cell.span.end, put: `${end}${prefix.trimEnd()}${end}${prefix}${block}` };
}

/** Takes the output fence away from its cell, with the blank lines between. */
export function removed(cell: Fence, output: Fence): Edit {
  return { start: cell.span.end, end: output.span.end, put: "" };
}

interface Shape {
  readonly marker: string;
  /** What follows the marker on its line. */
  readonly info: string;
  /** What stands before each line. */
  readonly prefix: string;
  /** What stands before the last marker. */
  readonly closing: string;
  readonly end: string;
}

function blockOf(lines: readonly string[], { marker, info, prefix, closing, end }: Shape): string {
  const sign = marker.charAt(0);
  const runs = lines.map((line) => new RegExp(`^ {0,3}(\\${sign}*)`).exec(line)?.[1]?.length ?? 0);
  const fence = sign.repeat(Math.max(marker.length, ...runs.map((run) => (run >= marker.length ? run + 1 : 0))));
  const body = lines.map((line) => end + (line === "" ? prefix.trimEnd() : prefix + line));
  return `${fence}${info}${body.join("")}${end}${closing}${fence}`;
}

/** What stands before the fence on its line, as further lines of its list or quotation have it: `> - ` is `>   `. */
function prefixOf({ source, span }: Fence): string {
  const { line, column } = placeOf(source, span.start);
  return lineText(source, line).slice(0, column - 1).replace(/[^\s>]/g, " ");
}

function lineEndOf({ source, span }: Fence): string {
  return /\r\n|\r|\n/.exec(source.text.slice(span.start))?.[0] ?? "\n";
}
