/** The three-way merge of a chapter: as it was tangled, as it is now, and with the edits of `src/` put in. */
import { diff3Merge } from "node-diff3";

/** The three texts of one chapter. */
export interface Versions {
  /** What the last tangle read. */
  readonly base: string;
  /** What the chapter says now; its line ends win. */
  readonly book: string;
  /** The base with the edits made in `src/`. */
  readonly program: string;
}

/** The merged text and the 1-based lines that its conflict markers start at. */
export interface Merged {
  readonly text: string;
  readonly conflicts: readonly number[];
}

/** The first characters of the lines that fence in a conflict, as every version control system writes them. */
export const CONFLICT = { open: "<<<<<<< ", middle: "=======", close: ">>>>>>> " } as const;

/** Merges a chapter. `label` names the side of the program in the markers (`src/markov/model.ts`). */
export function mergeChapter({ base, book, program }: Versions, label: string): Merged {
  const end = lineEnd(book);
  const convert = lineEnd(base) === end ? (text: string): string => text : (text: string): string => withEnds(text, end);
  const blocks = diff3Merge(splitLines(book), splitLines(convert(base)), splitLines(convert(program)), {
    excludeFalseConflicts: true,
  });
  const lines: string[] = [];
  const conflicts: number[] = [];
  for (const block of blocks) {
    if (block.ok) lines.push(...block.ok);
    if (!block.conflict) continue;
    conflicts.push(lines.length + 1);
    lines.push(...conflictLines([{ label: "book", lines: block.conflict.a }, { label, lines: block.conflict.b }], end));
  }
  return { text: lines.join(""), conflicts };
}

/** One side of a conflict; its lines have their line ends. */
export interface Side {
  readonly label: string;
  readonly lines: readonly string[];
}

/** The lines of a conflict with its markers: two sides as usual; further ones each behind a further middle marker. */
export function conflictLines(sides: readonly Side[], end: string): readonly string[] {
  const middle = sides.flatMap((side, index) => [
    ...(index > 0 ? [`${CONFLICT.middle}${end}`] : []),
    ...side.lines.map((line) => (/[\r\n]$/.test(line) ? line : line + end)),
  ]);
  return [`${CONFLICT.open}${sides[0]?.label ?? ""}${end}`, ...middle, `${CONFLICT.close}${sides.at(-1)?.label ?? ""}${end}`];
}

/** The lines of a text, each with its line end. */
export function splitLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

/** The line end that most lines of a text have; LF if none has any. */
export function lineEnd(text: string): string {
  const counts = new Map<string, number>();
  for (const [end] of text.matchAll(/\r\n|\r|\n/g)) counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "\n";
}

function withEnds(text: string, end: string): string {
  return text.replace(/\r\n|\r|\n/g, end);
}
