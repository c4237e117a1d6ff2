/** The merge of all chapters, and the conflicts that are open in them. */
import type { Diagnostic } from "../text/diagnostic.ts";
import { source } from "../text/span.ts";
import { CONFLICT, mergeChapter, splitLines } from "./merge.ts";
import { lineLocation } from "./refusals.ts";

/** The texts to merge: the last tangle's and today's. */
export interface ChapterTexts {
  readonly base: { readonly chapters: ReadonlyMap<string, string> };
  readonly chapters: ReadonlyMap<string, string>;
}

/** What a merge of all chapters gave. */
export interface Merge {
  /** Those that are no longer as they are in the book. */
  readonly chapters: ReadonlyMap<string, string>;
  readonly conflicts: readonly Diagnostic[];
  /** Edits of chapters that the book does not have any more. */
  readonly lost: readonly Diagnostic[];
}

/** Merges the chapters that differ between the base and `taken` into today's. `from` has the edited files by chapter. */
export function mergeAll(texts: ChapterTexts, taken: ReadonlyMap<string, string>, from: ReadonlyMap<string, readonly string[]>): Merge {
  const chapters = new Map<string, string>();
  const lost: Diagnostic[] = [];
  for (const [path, program] of taken) {
    const base = texts.base.chapters.get(path);
    const book = texts.chapters.get(path);
    if (base === undefined || base === program) continue;
    const paths = from.get(path) ?? [];
    if (book === undefined) lost.push(gone(path, paths));
    else if (book === base) chapters.set(path, program);
    else chapters.set(path, mergeChapter({ base, book, program }, paths.join(", ")).text);
  }
  const changed = new Map([...chapters].filter(([path, text]) => text !== texts.chapters.get(path)));
  return { chapters: changed, conflicts: conflictsIn(texts.base.chapters, changed, madeNow), lost };
}

/** Conflicts that stand in the book and did not stand in the base: they wait for the author. */
export function openConflicts(base: ReadonlyMap<string, string>, chapters: ReadonlyMap<string, string>): readonly Diagnostic[] {
  return conflictsIn(base, chapters, leftOpen);
}

type Wording = (side: string) => string;

const madeNow: Wording = (side) => (side === "book" ? "the book and the program were changed here in two ways" : "the uses of a chunk were edited in different ways");

const leftOpen: Wording = () => "this conflict is not resolved";

/** A chapter about merging may show markers: those that the base has too are its text. */
function conflictsIn(base: ReadonlyMap<string, string>, chapters: ReadonlyMap<string, string>, wording: Wording): readonly Diagnostic[] {
  return [...chapters].flatMap(([path, text]) => {
    const known = new Set(splitLines(base.get(path) ?? ""));
    const cure = "keep what is right, remove the markers, then: npm run stitch";
    return splitLines(text).flatMap((line, index): readonly Diagnostic[] => {
      if (!line.startsWith(CONFLICT.open) || known.has(line)) return [];
      return [{ severity: "error", code: "conflict", message: wording(line.slice(CONFLICT.open.length).trim()), at: lineLocation(source(path, text), index + 1), cure }];
    });
  });
}

function gone(path: string, from: readonly string[]): Diagnostic {
  return {
    severity: "error",
    code: "chapter-gone",
    message: `${from.map((each) => `\`${each}\``).join(", ")} was edited in lines that came from \`${path}\`, which is not in the book any more`,
    at: { path: from[0] ?? path },
    cure: "put the edit into the book by hand, then: npm run tangle -- --force",
  };
}
