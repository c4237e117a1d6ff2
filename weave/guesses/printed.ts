/** Numbers in what the book prints: in a value of the text, in the lines and tables that a cell prints. */
import { many } from "../words/count.ts";
import { isRefused, refused, type Refused } from "./refused.ts";

/** A number, and how it is printed. */
export interface Printed {
  readonly value: number;
  readonly said: string;
}

const pattern = /(?<![\w.])[-−]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** The numbers of a text, in their order. */
export function numbersIn(text: string): readonly Printed[] {
  return [...text.matchAll(pattern)].map(([said]) => ({ value: Number(said.replace("−", "-").replaceAll(",", "")), said }));
}

/** Where in the output of a cell a number stands: in the line that begins with `row`, else in the first; under the head `column`, else the first behind those words. */
export interface Cell {
  readonly row: string | null;
  readonly column: string | null;
}

/** The number there. `cell` names what printed the lines. */
export function numberAt(lines: readonly string[], { row, column }: Cell, cell: string): Printed | Refused {
  const line = row === null ? (lines.find((each) => numbersIn(each).length > 0) ?? "") : lineOf(lines, row, cell);
  if (isRefused(line)) return line;
  const text = column === null ? line.slice(lengthOf(line, row ?? "")) : entryUnder(lines, line, column, cell);
  if (isRefused(text)) return text;
  return numbersIn(text)[0] ?? refused(`\`${text.trim()}\` of \`${cell}\` is no number`, row ?? undefined);
}

/** The one line that begins with these words; spaces count as one. */
function lineOf(lines: readonly string[], row: string, cell: string): string | Refused {
  const found = lines.filter((line) => lengthOf(line, row) > 0);
  const [line] = found;
  if (line !== undefined && found.length === 1) return line;
  return refused(line === undefined ? `\`${cell}\` prints no line that begins with \`${row}\`` : `\`${cell}\` prints ${found.length} lines that begin with \`${row}\``, row);
}

/** How much of a line the words take with which it begins; 0 where it does not begin with them, or goes on in the middle of a word. */
function lengthOf(line: string, row: string): number {
  const words = row.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
  return new RegExp(`^\\s*${words}(?=\\s|$)`).exec(line)?.[0].length ?? 0;
}

/** The entry of a line under a head; heads and entries are two spaces apart. The column of the lines' names may have no head. */
function entryUnder(lines: readonly string[], line: string, column: string, cell: string): string | Refused {
  const entries = entriesOf(line);
  const head = lines.slice(0, lines.indexOf(line)).findLast((each) => entriesOf(each).includes(column));
  if (head === undefined) return refused(`\`${cell}\` prints no column \`${column}\``, column);
  const named = entriesOf(head);
  const above = /^\s/.test(head) && entries.length === named.length + 1 ? ["", ...named] : named;
  const entry = entries[above.indexOf(column)];
  if (entry === undefined || entries.length !== above.length) return refused(`the line of \`${cell}\` has ${many(entries.length, "entry", "entries")} under ${above.length} heads`, column);
  return entry;
}

function entriesOf(line: string): readonly string[] {
  return line.trim().split(/\s{2,}/);
}
