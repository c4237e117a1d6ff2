/** The programs at the ends of a book's chapters, and what one changed token makes of them. */
import { buildReader, expandAt, layoutOf, ModuleGraph, placeOf, importReader, type Build, type Layout, type ReadyBook, type Section, type TangledLine } from "../../tangle/index.ts";
import type { Mutant } from "./mutant.ts";

/** The program at a chapter's end. */
export interface ChapterProgram {
  /** Index into `book.chapters`. */
  readonly chapter: number;
  readonly layouts: readonly Layout[];
  readonly graph: ModuleGraph;
}

/** The programs of a book. */
export interface ChapterPrograms {
  readonly at: (chapter: number) => ChapterProgram;
  /** The first program, from that of the section's own chapter on, that has a line of it (from 1); null where none has. */
  readonly homeOf: (section: Section, line: number) => ChapterProgram | null;
}

/** Those of `ready`; each is laid out when it is first asked for. A module that names a product of `builds` reaches the sources of that. */
export function chapterPrograms({ book, graph }: Pick<ReadyBook, "book" | "graph">, builds: readonly Build[] = []): ChapterPrograms {
  const programs = new Map<number, ChapterProgram>();
  const lines = new Map<ChapterProgram, ReadonlySet<string>>();
  const read = importReader();
  const at = (chapter: number): ChapterProgram => {
    const known = programs.get(chapter);
    if (known !== undefined) return known;
    const layouts = expandAt(book, graph, chapter).map(layoutOf);
    const files = new Map(layouts.map(({ path, text }) => [path, text]));
    const made = { chapter, layouts, graph: new ModuleGraph(files, buildReader(builds, [...files.keys()], read)) };
    programs.set(chapter, made);
    return made;
  };
  const linesOf = (program: ChapterProgram): ReadonlySet<string> => {
    const known = lines.get(program) ?? new Set(program.layouts.flatMap((layout) => layout.lines.flatMap(({ origin }) => (origin.kind === "text" ? [`${origin.source.path}:${origin.line.line}`] : []))));
    lines.set(program, known);
    return known;
  };
  return {
    at,
    homeOf(section, line) {
      for (let chapter = section.chapter; chapter < book.chapters.length; chapter++) {
        if (linesOf(at(chapter)).has(`${section.path}:${line}`)) return at(chapter);
      }
      return null;
    },
  };
}

/** A program with a changed token: its files that are not as they were, as they are now. */
export interface ChangedProgram {
  readonly program: ChapterProgram;
  readonly changed: readonly Layout[];
}

/** The first program that a mutant of an operator changes, with the change in it; null where its text is in no program. */
export function changedProgram(programs: ChapterPrograms, mutant: Mutant): ChangedProgram | null {
  const { source } = mutant.section;
  const { line, column } = placeOf(source, mutant.span.start);
  const program = programs.homeOf(mutant.section, line);
  if (program === null) return null;
  const isChanged = ({ origin }: TangledLine): boolean => origin.kind === "text" && origin.source.path === source.path && origin.line.line === line;
  const changed = program.layouts
    .filter(({ lines }) => lines.some(isChanged))
    .map(({ file }) => layoutOf({ ...file, lines: file.lines.map((each) => (isChanged(each) ? withChange(each, mutant, column) : each)) }));
  return { program, changed };
}

/** All files of the changed program. */
export function layoutsOf({ program, changed }: ChangedProgram): readonly Layout[] {
  const now = new Map(changed.map((layout) => [layout.path, layout]));
  return program.layouts.map((layout) => now.get(layout.path) ?? layout);
}

/** A line of the program with the token at a column of its chapter changed: no other token of a chunk's line is moved or renamed. */
function withChange({ indent, text, origin }: TangledLine, { span, text: other, section }: Mutant, column: number): TangledLine {
  if (origin.kind !== "text") throw new Error("internal: only a chunk's own line changes");
  const at = column - origin.line.column + origin.line.virtual;
  const before = section.source.text.slice(span.start, span.end);
  if (text.slice(at, at + before.length) !== before) throw new Error(`internal: \`${before}\` does not stand at ${section.path}:${origin.line.line}:${column}`);
  return { indent, text: text.slice(0, at) + other + text.slice(at + before.length), origin };
}
