/** Reads the files of a book. */
import path from "node:path";
import { chaptersOf, readContents, type ChapterEntry, type Contents, type ReadContents, type SectionEntry } from "./contents.ts";
import { mistake, sortDiagnostics, type Diagnostic } from "../text/diagnostic.ts";
import { diskReader, mapReader, symbolicLinkOn, type FileText, type Reader } from "../disk/reader.ts";
import { readSection, type ReadSection, type Section } from "./section.ts";
import { source, type Source } from "../text/span.ts";

/** The book as read: order, chapters and the sections that could be read. */
export interface Book {
  /** Absolute path of the folder that holds `book/`. */
  readonly root: string;
  readonly contents: Contents;
  /** The text of `book/contents.md`. */
  readonly contentsSource: Source;
  /** All chapters in order, numbered or not. */
  readonly chapters: readonly ChapterEntry[];
  /** All files in order: a chapter's opening, then its sections. */
  readonly sections: readonly Section[];
}

/** A book, and everything wrong with its files in the order of the book. Null only where the contents name no chapter. */
export interface BookReading {
  readonly book: Book | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What reads the files of a book. */
export interface FileReaders {
  readonly contents: ReadContents;
  readonly section: ReadSection;
}

const plainly: FileReaders = { contents: readContents, section: readSection };

/** Reads the book below `root/book/`, each of its files by its reader. */
export function readBook(root: string, readers: FileReaders = plainly): BookReading {
  const absolute = path.resolve(root);
  const reading = read(absolute, diskReader(absolute), readers);
  if (!reading.book) return reading;
  return { book: reading.book, diagnostics: inBookOrder(reading.book, [...reading.diagnostics, ...linkedFiles(reading.book)]) };
}

/** The same for a book that is not on the disk: `files` by path relative to the root (`book/contents.md`). */
export function bookFromFiles(root: string, files: ReadonlyMap<string, string>): BookReading {
  return read(root, mapReader(files));
}

/** A file of the book with another text, its place in the book as it is. Throws for a path that the book does not have. */
export function sectionAgain({ sections, chapters }: Book, path: string, text: string): ReturnType<ReadSection> {
  const section = sections.find((each) => each.path === path);
  if (section === undefined) throw new Error(`internal: the book has no file ${path}`);
  const { chapter, role, title } = section;
  return readSection({ path, chapter, role, title, source: source(path, text) }, new Set(chapters.map(({ folder }) => folder)));
}

/** Diagnostics sorted as the book is read: the contents, then its files in their order; equal ones once. */
export function inBookOrder(book: Book, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const ranks = new Map(filesOf(book.chapters).map(({ path: file }, index) => [file, index]));
  return sortDiagnostics(diagnostics, (file) => ranks.get(file) ?? (file === contentsPath ? -1 : ranks.size));
}

const contentsPath = "book/contents.md";

function read(root: string, reader: Reader, readers: FileReaders = plainly): BookReading {
  const file = reader(contentsPath);
  if (!("text" in file)) {
    const code = file.problem === "missing" ? "missing-contents" : "unreadable-file";
    return { book: null, diagnostics: [mistake(code, `\`${contentsPath}\` ${file.reason}`, { path: contentsPath })] };
  }
  const contentsSource = source(contentsPath, file.text);
  const { contents, diagnostics } = readers.contents(contentsSource);
  const chapters = chaptersOf(contents);
  if (chapters.length === 0) {
    const empty = mistake("empty-contents", "the contents name no chapter", { path: contentsPath });
    return { book: null, diagnostics: sortDiagnostics(diagnostics.length > 0 ? diagnostics : [empty]) };
  }
  const files = readFiles({ contentsSource, chapters, reader, read: readers.section });
  const book = { root, contents, contentsSource, chapters, sections: files.sections };
  return { book, diagnostics: inBookOrder(book, [...diagnostics, ...files.diagnostics]) };
}

function readFiles(from: { contentsSource: Source; chapters: readonly ChapterEntry[]; reader: Reader; read: ReadSection }): {
  readonly sections: readonly Section[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const folders = new Set(from.chapters.map(({ folder }) => folder));
  const sections: Section[] = [];
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  from.chapters.forEach((chapter, index) => {
    for (const entry of [chapter, ...chapter.sections]) {
      // a file that stands in the contents twice is an error already, and would define everything twice
      if (seen.has(entry.path)) continue;
      seen.add(entry.path);
      const file = from.reader(entry.path);
      if (!("text" in file)) {
        diagnostics.push(fileProblem(from.contentsSource, entry, file));
        continue;
      }
      const role = entry === chapter ? "opening" : "section";
      const text = source(entry.path, file.text);
      const section = from.read({ path: entry.path, chapter: index, role, title: entry.title, source: text }, folders);
      sections.push(section.section);
      diagnostics.push(...section.diagnostics);
    }
  });
  return { sections, diagnostics };
}

/** A file that is missing or leads elsewhere is a mistake of the contents; one that is no text, of the file itself. */
function fileProblem(contents: Source, entry: SectionEntry, file: Exclude<FileText, { text: string }>): Diagnostic {
  const listed = { source: contents, span: entry.span };
  const message = `\`${entry.path}\` ${file.reason}`;
  if (file.problem === "missing") return mistake("missing-file", message, listed);
  if (file.problem === "outside") return mistake("path-outside-book", message, listed);
  return { ...mistake("unreadable-file", message, { path: entry.path }), notes: [{ message: "the contents name it here", at: listed }] };
}

function filesOf(chapters: readonly ChapterEntry[]): readonly SectionEntry[] {
  return chapters.flatMap((chapter): readonly SectionEntry[] => [chapter, ...chapter.sections]);
}

/** Root chunks whose path runs through a symbolic link on the disk, so that they would be written elsewhere. */
function linkedFiles(book: Book): readonly Diagnostic[] {
  return book.sections.flatMap((section) =>
    section.fences.flatMap((fence) => {
      if (fence.role !== "file" || fence.operation !== "define") return [];
      const link = symbolicLinkOn(book.root, fence.name);
      const at = { source: fence.source, span: fence.nameSpan };
      return link === null ? [] : [mistake("bad-path", `\`${link}\` is a symbolic link, \`${fence.name}\` would be written elsewhere`, at)];
    }),
  );
}
