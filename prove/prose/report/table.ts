/** The figures as a table for a terminal, a line a chapter, beside those of Crafting Interpreters. */
import { median, type Pace } from "./pace.ts";

/** A line of the table. */
export interface Row {
  readonly title: string;
  readonly pace: Pace;
}

/** The table, each line ended by LF. The last line are the figures of Nystrom's book, as we measured them. */
export function table(rows: readonly Row[]): string {
  const lines = [...heads, ...rows.map(({ title, pace }) => [title, ...cellsOf(pace)]), craftingInterpreters];
  const widths = heads[0].map((_, column) => Math.max(...lines.map((line) => [...(line[column] ?? "")].length)));
  const rule = `${"─".repeat(widths.reduce((sum, width) => sum + width + 2, -2))}\n`;
  const texts = lines.map((line) => `${line.map((cell, column) => aligned(cell, widths[column] ?? 0, column)).join("  ").trimEnd()}\n`);
  return [...texts.slice(0, heads.length), rule, ...texts.slice(heads.length, -1), rule, ...texts.slice(-1)].join("");
}

const heads = [
  ["", "", "words a", "words", "", "lines,", "words a", "words", "snippets of 1–3, 4–7,"],
  ["", "words", "heading", "in lists", "snippets", "median", "snippet", "between", "8–15, 16–30, more lines"],
] as const;

const craftingInterpreters: readonly string[] = ["Crafting Interpreters", "", "440", "", "", "3", "168", "", ""];

function cellsOf({ words, listWords, headings, lengths, gaps }: Pace): readonly string[] {
  const count = (value: number | null): string => (value === null || !Number.isFinite(value) ? "" : Math.round(value).toLocaleString("en"));
  const lines = median(lengths);
  return [
    count(words),
    count(words / headings),
    `${count((100 * listWords) / Math.max(1, words))} %`,
    count(lengths.length),
    lines === null ? "" : String(lines),
    count(words / lengths.length),
    count(median(gaps)),
    bars(lengths),
  ];
}

const bounds = [3, 7, 15, 30, Infinity];

/** How many snippets there are of each length, as bars on one scale. */
function bars(lengths: readonly number[]): string {
  const counts = bounds.map((most, index) => lengths.filter((length) => length <= most && length > (bounds[index - 1] ?? 0)).length);
  const highest = Math.max(1, ...counts);
  return counts.map((each) => (each === 0 ? "·" : "▁▂▃▄▅▆▇█".charAt(Math.ceil((8 * each) / highest) - 1))).join(" ");
}

function aligned(cell: string, width: number, column: number): string {
  const space = " ".repeat(Math.max(0, width - [...cell].length));
  return column === 0 || column === heads[0].length - 1 ? cell + space : space + cell;
}
