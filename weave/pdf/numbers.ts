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

/** Letters of a table's line in the text's width, with three for the gap of each column. */
const LINE_LETTERS = 72;
/** Words of so many letters in all are crowded. */
const CROWDED = 64;
/** No line of a head is broken before so many letters where there is room. */
const SHORT_LINE = 12;

/**
 * A narrow table's columns are as wide as what they hold; in a wide one, the long columns share what the short ones leave. A head that is
 * longer than what stands below it goes over several lines.
 */
export function columnWidths(header: readonly PandocCell[], body: readonly (readonly PandocCell[])[], count: number): readonly string[] {
  const longest = columnLetters(header, body, count);
  if (fits(longest)) return longest.map(() => "auto");
  const fair = LINE_LETTERS / count;
  // a very long column takes no more than twice its fair share, for it breaks better than a short one
  return longest.map((letters) => (letters <= fair ? "auto" : `${Math.min(letters, Math.round(2 * fair))}fr`));
}

/** What the columns of a table need, each in letters: the longest word of its head, the longest cell below. */
const columnLetters = (header: readonly PandocCell[], body: readonly (readonly PandocCell[])[], count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.max(1, longestWord(inlinesOf(header[index])), ...body.map((row) => lettersOf(inlinesOf(row[index])))));

/** Whether columns of so many letters stand beside one another in a line. */
const fits = (letters: readonly number[], line = LINE_LETTERS): boolean => letters.reduce((sum, each) => sum + each + 3, 0) <= line;

/**
 * The heads of a table. Where they do not fit in one line, each is broken into lines that are hardly longer than its column must be: otherwise
 * a head of several short words takes the room that the longest word of another needs, which then stands over its neighbour.
 */
export function headsOf(header: readonly PandocCell[], body: readonly (readonly PandocCell[])[]): readonly (readonly PandocInline[])[] {
  const heads = header.map(inlinesOf);
  const longest = columnLetters(header, body, header.length);
  if (fits(heads.map((head, index) => Math.max(lettersOf(head), longest[index] ?? 0)))) return heads;
  const least = isTight(header, body, header.length) ? 0 : SHORT_LINE;
  return heads.map((head, index) => brokenAt(head, Math.max(least, (longest[index] ?? 0) + 1)));
}

/** Whether the longest words of the columns alone nearly fill a line, so that a table needs smaller letters and gaps. */
export function isTight(header: readonly PandocCell[], body: readonly (readonly PandocCell[])[], count: number): boolean {
  return !fits(Array.from({ length: count }, (_, index) => Math.max(1, ...[header, ...body].map((row) => longestWord(inlinesOf(row[index]))))), CROWDED);
}

/** Words in lines of at most so many letters, as far as their own lengths allow. */
function brokenAt(inlines: readonly PandocInline[], most: number): readonly PandocInline[] {
  const broken: PandocInline[] = [];
  let line = 0;
  for (const word of wordsOf(inlines)) {
    const letters = lettersOf(word);
    const continued = line > 0 && line + 1 + letters <= most;
    if (line > 0) broken.push({ t: continued ? "Space" : "LineBreak" });
    line = continued ? line + 1 + letters : letters;
    broken.push(...word);
  }
  return broken;
}

/** The words of a text: what stands between spaces, which may stand in a string too. */
function wordsOf(inlines: readonly PandocInline[]): readonly (readonly PandocInline[])[] {
  const words: PandocInline[][] = [[]];
  for (const inline of inlines) {
    const parts: readonly PandocInline[] = inline.t === "Str" ? inline.c.split(/ +/).map((c) => ({ t: "Str", c })) : [inline];
    parts.forEach((part, index) => {
      const isSpace = part.t === "Space" || part.t === "SoftBreak" || part.t === "LineBreak";
      if (index > 0 || isSpace) words.push([]);
      if (!isSpace && !(part.t === "Str" && part.c === "")) words.at(-1)?.push(part);
    });
  }
  return words.filter((word) => word.length > 0);
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
      case "RawInline": return sum + (inline.c[1].startsWith("#spoken") ? Math.min(12, inline.c[1].replace(/\(\d+/, "(100").length / 4) : 0);
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
