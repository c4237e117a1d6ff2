/** A place in `src/` ↔ the chapter line it comes from, with the chunks and uses in between. */
import { explainBook } from "./frombook.ts";
import { explainProgram } from "./fromprogram.ts";
import { unknown, type Answer, type Known, type Question } from "./question.ts";
import { closest } from "../text/suggest.ts";

export type { Answer, Known, Question } from "./question.ts";

/** Explains a place of the program or of the book. */
export function explain(known: Known, asked: Question): Answer {
  const layout = known.layouts.get(asked.path);
  if (layout !== undefined) return explainProgram(known, layout, asked);
  const sources = [known.book.contentsSource, ...known.book.sections.map((section) => section.source)];
  const chapter = sources.find(({ path }) => path === asked.path);
  if (chapter !== undefined) return explainBook(known, chapter, asked);
  const near = closest(asked.path, [...known.layouts.keys(), ...sources.map(({ path }) => path)]);
  return unknown(`\`${asked.path}\` is neither a file of the program nor one of the book${near === null ? "" : `; did you mean \`${near}\`?`}`);
}
