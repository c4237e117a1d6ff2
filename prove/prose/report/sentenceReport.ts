/** The figures of sentences as a table for a terminal, a line a section. */
import type { Manuscript, Manuscripted } from "../manuscript.ts";
import { sentenceFiguresOf, type SentenceFigures } from "./sentenceFigures.ts";

const heads = ["", "sentences", "median", "90 %", "over 35", "passive"] as const;

/** The table under its heading, each line ended by LF; a section without a sentence is left out. Empty for a book without one. */
export function sentenceReport({ book, sections }: Manuscript): string {
  const rows = sections.flatMap((read) => {
    const figures = sentenceFiguresOf(read);
    const number = book.chapters[read.section.chapter]?.number ?? null;
    return figures === null ? [] : [[nameOf(read, number), ...cellsOf(figures)]];
  });
  if (rows.length === 0) return "";
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => [...(line[column] ?? "")].length)));
  const texts = lines.map((line) => line.map((cell, column) => aligned(cell, widths[column] ?? 0, column)).join("  ").trimEnd());
  const rule = "─".repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  const [head = "", ...body] = texts;
  return ["the sentences of each section’s main line: words, and the share of long and of passive ones", head, rule, ...body].map((line) => `${line}\n`).join("");
}

/** The title, before it the chapter’s number. */
function nameOf({ section }: Manuscripted, number: number | null): string {
  return number === null ? section.title : `${number}  ${section.title}`;
}

function cellsOf({ sentences, median, ninetieth, long, passive }: SentenceFigures): readonly string[] {
  return [sentences.toLocaleString("en"), String(median), String(ninetieth), percent(long), percent(passive)];
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function aligned(cell: string, width: number, column: number): string {
  const space = " ".repeat(Math.max(0, width - [...cell].length));
  return column === 0 ? cell + space : space + cell;
}
