/** What went where: a place in `src/` and the chapter line that took it. */
import type { Place } from "../text/span.ts";
import { align } from "./alignment.ts";
import type { FileEdits } from "./edits.ts";
import { splitLines } from "./merge.ts";
import type { Tangled } from "./tangled.ts";

/** One edit: where it stands in the edited file, and where it stands in the book now. */
export interface Move {
  readonly from: { readonly path: string; readonly line: number };
  readonly to: { readonly path: string; readonly line: number };
}

/** The chapters that the edits were put into, before and after the merge with the book. */
export interface Chapters {
  readonly taken: ReadonlyMap<string, string>;
  readonly merged: ReadonlyMap<string, string>;
}

/** One move for each edit. `retangled` is the program of `chapters.taken`, which equals the edited one line by line. */
export function movesOf(files: readonly FileEdits[], retangled: Tangled, chapters: Chapters): readonly Move[] {
  return files.flatMap(({ layout, hunks }) =>
    hunks.flatMap((hunk): readonly Move[] => {
      const first = hunk.currentEnd > hunk.currentStart ? hunk.currentStart : Math.max(0, hunk.currentStart - 1);
      const to = written(retangled, layout.path, first);
      const from = { path: layout.path, line: hunk.currentStart + 1 };
      return to === null ? [] : [{ from, to: { path: to.path, line: lineAfterMerge(chapters, to) } }];
    }),
  );
}

/** The chapter line of line `index`; below a header, of the next line that a chapter has. */
function written(retangled: Tangled, path: string, index: number): Omit<Place, "column"> | null {
  const origins = retangled.layouts.get(path)?.lines.slice(index).map(({ origin }) => origin) ?? [];
  const origin = origins.find(({ kind }) => kind !== "header");
  return origin === undefined || origin.kind === "header" ? null : { path: origin.source.path, line: origin.line.line };
}

function lineAfterMerge({ taken, merged }: Chapters, { path, line }: Omit<Place, "column">): number {
  const [before, after] = [taken.get(path), merged.get(path)];
  if (before === undefined || after === undefined || before === after) return line;
  const lines = splitLines(before).map((text) => ({ text: text.trimEnd(), generated: false }));
  const hunks = align(lines, splitLines(after).map((text) => text.trimEnd()));
  const passed = hunks.filter((hunk) => hunk.baseEnd < line);
  return passed.reduce((at, hunk) => at + hunk.currentEnd - hunk.currentStart - hunk.baseEnd + hunk.baseStart, line);
}
