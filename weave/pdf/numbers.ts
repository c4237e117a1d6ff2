/** Columns of numbers in tables, which are aligned at the point. */
import type { PandocCell, PandocInline } from "../pandoc/syntax.ts";

/** A column in which every cell that is not empty is a number; `figures`: the most that stand after a point. */
export interface NumberColumn {
  readonly figures: number;
}

/** For each column of a table's body: what its numbers need, or null where it holds something else. */
export function numberColumns(rows: readonly (readonly PandocCell[])[], count: number): readonly (NumberColumn | null)[] {
  return Array.from({ length: count }, (_, index) => {
    const texts = rows.map((row) => textOf(row[index]?.[4].flatMap((block) => (block.t === "Plain" || block.t === "Para" ? block.c : [])) ?? []));
    const written = texts.filter((text) => text !== "");
    if (written.length === 0 || !written.every((text) => number.test(text))) return null;
    return { figures: Math.max(...written.map(figuresOf)) };
  });
}

/** How many figures a cell lacks at its right, and whether it lacks the point too. */
export function pointPadding(inlines: readonly PandocInline[], column: NumberColumn): { readonly missing: number; readonly point: boolean } {
  const figures = figuresOf(textOf(inlines));
  return { missing: column.figures - figures, point: figures === 0 && column.figures > 0 };
}

const number = /^[-−+]?\d[\d,\u202f\u00a0]*(?:\.\d+)?$/;

const figuresOf = (text: string): number => /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;

/** The text of plain words; anything else makes a text that is no number. */
function textOf(inlines: readonly PandocInline[]): string {
  return inlines.map((inline) => (inline.t === "Str" ? inline.c : inline.t === "Space" ? " " : "\ufffc")).join("").trim();
}
