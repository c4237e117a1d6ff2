/** Columns of numbers in tables, which are aligned at the point. */
import type { PandocCell, PandocInline } from "../pandoc/syntax.ts";

/** A column in which every cell that is not empty is a number; `figures`: the most that stand after a point. */
export interface NumberColumn {
  readonly figures: number;
}

/** For each column of a table's body: what its numbers need, or null where it holds something else. */
export function numberColumns(rows: readonly (readonly PandocCell[])[], count: number): readonly (NumberColumn | null)[] {
  return Array.from({ length: count }, (_, index) => {
    const texts = rows.map((row) => textOf(inlinesOf(row[index])));
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

/** Letters of a table's line in the text's width. */
const LINE_LETTERS = 72;

/**
 * A narrow table's columns are as wide as what they hold; in a wide one, the long columns share what the short ones leave. A head that is
 * longer than what stands below it goes over several lines.
 */
export function columnWidths(header: readonly PandocCell[], body: readonly (readonly PandocCell[])[], count: number): readonly string[] {
  const longest = Array.from({ length: count }, (_, index) => {
    const head = inlinesOf(header[index]);
    return Math.max(1, longestWord(head), ...body.map((row) => lettersOf(inlinesOf(row[index]))));
  });
  if (longest.reduce((sum, letters) => sum + letters + 3, 0) <= LINE_LETTERS) return longest.map(() => "auto");
  const fair = LINE_LETTERS / count;
  // a very long column takes no more than twice its fair share, for it breaks better than a short one
  return longest.map((letters) => (letters <= fair ? "auto" : `${Math.min(letters, Math.round(2 * fair))}fr`));
}

function inlinesOf(cell: PandocCell | undefined): readonly PandocInline[] {
  return cell?.[4].flatMap((block) => (block.t === "Plain" || block.t === "Para" ? block.c : [])) ?? [];
}

/** The letters of the longest word; mathematics counts as one. */
function longestWord(inlines: readonly PandocInline[]): number {
  return Math.max(0, ...inlines.flatMap((inline) => (inline.t === "Str" ? inline.c.split(/\s+/).map((word) => word.length) : [lettersOf([inline])])));
}

/** About how many letters wide a cell is; mathematics takes half of what its source does. */
function lettersOf(inlines: readonly PandocInline[]): number {
  return inlines.reduce((sum, inline): number => {
    switch (inline.t) {
      case "Str": return sum + inline.c.length;
      case "Code": return sum + inline.c[1].length;
      case "RawInline": return sum + (inline.c[1].startsWith("#spoken") ? Math.min(12, inline.c[1].length / 4) : 0);
      case "Emph": case "Strong": return sum + lettersOf(inline.c);
      case "Link": return sum + lettersOf(inline.c[1]);
      default: return sum + 1;
    }
  }, 0);
}

const number = /^[-−+]?\d[\d,\u202f\u00a0]*(?:\.\d+)?$/;

const figuresOf = (text: string): number => /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;

/** The text of plain words; anything else makes a text that is no number. */
function textOf(inlines: readonly PandocInline[]): string {
  return inlines.map((inline) => (inline.t === "Str" ? inline.c : inline.t === "Space" ? " " : "\ufffc")).join("").trim();
}
