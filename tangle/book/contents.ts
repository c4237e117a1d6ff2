/** `book/contents.md` → the ordered tree of parts, chapters and sections. */
import type { Heading, Link, List, ListItem, Nodes } from "mdast";
import { toString } from "mdast-util-to-string";
import { mistake, type Diagnostic, type Note } from "../text/diagnostic.ts";
import { linkProblem, linkPath } from "../markdown/links.ts";
import { parseMarkdown } from "../markdown/markdown.ts";
import type { Offset, Source, Span } from "../text/span.ts";

/** The order of the book, as `contents.md` states it. */
export interface Contents {
  readonly title: string;
  readonly parts: readonly Part[];
}

/** A level-2 heading and the chapters under it; `title` is null for the chapters before the first one. */
export interface Part {
  readonly title: string | null;
  readonly chapters: readonly ChapterEntry[];
}

/** A top-level item. `folder` names it (`01-markov-chains`; for a single file such as `preface.md`, its stem). */
export interface ChapterEntry {
  readonly folder: string;
  /** The digits the folder's name begins with; null for an unnumbered chapter. */
  readonly number: number | null;
  readonly title: string;
  /** Relative to the root: `book/01-markov-chains/index.md`. */
  readonly path: string;
  readonly span: Span;
  readonly sections: readonly SectionEntry[];
}

/** A nested item. */
export interface SectionEntry {
  readonly title: string;
  readonly path: string;
  readonly span: Span;
}

/** What reads the order of the book. */
export type ReadContents = typeof readContents;

/** Reads the order of the book, with every mistake that shows without looking at the files themselves. */
export function readContents(source: Source): { readonly contents: Contents; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, message, node, notes) => {
    const diagnostic = mistake(code, message, { source, span: spanOf(node) });
    diagnostics.push(notes ? { ...diagnostic, notes } : diagnostic);
  };
  let title = "";
  const parts: { title: string | null; chapters: ChapterEntry[] }[] = [];
  for (const node of parseMarkdown(source.text).children) {
    if (node.type === "heading" && node.depth === 1) title ||= toString(node);
    else if (node.type === "heading") parts.push({ title: partTitle(node, report), chapters: [] });
    else if (node.type === "list") {
      if (parts.length === 0) parts.push({ title: null, chapters: [] });
      parts.at(-1)?.chapters.push(...readChapters(node, report));
    }
  }
  const contents = { title, parts };
  checkOrder(source, contents, diagnostics);
  return { contents, diagnostics };
}

/** All chapters in order. */
export function chaptersOf(contents: Contents): readonly ChapterEntry[] {
  return contents.parts.flatMap((part) => part.chapters);
}

type Report = (code: string, message: string, node: Nodes, notes?: readonly Note[]) => void;

function partTitle(node: Heading, report: Report): string {
  if (node.depth > 2) report("contents-too-deep", "the contents have headings of level 1 (the book) and 2 (its parts)", node);
  return toString(node);
}

function readChapters(list: List, report: Report): readonly ChapterEntry[] {
  return list.children.flatMap((item) => {
    const entry = readItem(item, report);
    const sections = nestedLists(item).flatMap((nested) => nested.children.flatMap((each) => readSectionItem(each, report)));
    return entry ? [{ ...entry, ...chapterName(entry.path), sections }] : [];
  });
}

function readSectionItem(item: ListItem, report: Report): readonly SectionEntry[] {
  for (const nested of nestedLists(item)) {
    report("contents-too-deep", "the contents have chapters and their sections, nothing below", nested);
  }
  const entry = readItem(item, report);
  return entry ? [entry] : [];
}

function readItem(item: ListItem, report: Report): SectionEntry | null {
  const [first] = item.children;
  const link = first?.type === "paragraph" ? first.children.find((child): child is Link => child.type === "link") : undefined;
  if (!link) {
    report("contents-without-link", "an item of the contents is a link to its file: `- [Title](file.md)`", first ?? item);
    return null;
  }
  const problem = linkProblem(link.url);
  if (problem) {
    report(problem.code, problem.message, link);
    return null;
  }
  if (toString(link).trim() === "") report("contents-without-title", "a link of the contents needs a title", link);
  return { title: toString(link), path: linkPath(link.url), span: spanOf(link) };
}

function nestedLists(item: ListItem): readonly List[] {
  return item.children.filter((child): child is List => child.type === "list");
}

/** A chapter is named by its folder, a chapter of one file directly in `book/` by its stem. */
function chapterName(path: string): { readonly folder: string; readonly number: number | null } {
  const segments = path.split("/");
  const folder = segments.length > 2 ? (segments.at(-2) ?? "") : (segments.at(-1) ?? "").replace(/\.md$/i, "");
  const digits = /^\d+/.exec(folder)?.[0];
  return { folder, number: digits === undefined ? null : Number(digits) };
}

function checkOrder(source: Source, contents: Contents, diagnostics: Diagnostic[]): void {
  const chapters = chaptersOf(contents);
  const files = chapters.flatMap((chapter): readonly SectionEntry[] => [chapter, ...chapter.sections]);
  for (const [entry, first] of repeated(files, ({ path }) => path)) {
    const twice = mistake("contents-file-twice", `\`${entry.path}\` stands in the contents twice`, { source, span: entry.span });
    diagnostics.push({ ...twice, notes: [{ message: "the first one is here", at: { source, span: first.span } }] });
  }
  for (const [entry, first] of repeated(chapters, ({ folder }) => folder)) {
    if (entry.path === first.path) continue;
    const twice = mistake("duplicate-chapter", `two chapters are named \`${entry.folder}\``, { source, span: entry.span });
    diagnostics.push({ ...twice, notes: [{ message: "the first one is here", at: { source, span: first.span } }] });
  }
  let highest = -1;
  for (const { number, span } of chapters) {
    if (number === null) continue;
    const message = `chapter ${number} follows chapter ${highest}, numbers ascend`;
    if (number <= highest) diagnostics.push(mistake("chapter-order", message, { source, span }));
    highest = Math.max(highest, number);
  }
}

/** Each entry whose key an earlier one has, with the first that has it. */
function repeated<Entry>(entries: readonly Entry[], key: (entry: Entry) => string): readonly (readonly [Entry, Entry])[] {
  const firsts = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    const first = firsts.get(key(entry));
    if (!first) firsts.set(key(entry), entry);
    return first ? [[entry, first] as const] : [];
  });
}

function spanOf({ position }: Nodes): Span {
  return { start: (position?.start.offset ?? 0) as Offset, end: (position?.end.offset ?? 0) as Offset };
}
