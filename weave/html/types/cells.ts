/** The cells of each page as one module, as they are run: beside the program of their chapter, so that their names are known as well. */
import type { Nodes } from "mdast";
import { wayBack } from "../../document/notation.ts";
import { answerOf } from "../../lazyTree.ts";
import type { BookCode, BookDocument, DocumentChapter, DocumentProgram, Page, ProgramFile, ProgramLine } from "../../tree.ts";
import { nodesOf } from "../../nodesOf.ts";
import { walk } from "../../walk.ts";
import { digest } from "../fingerprint.ts";
import { programOf } from "../../chapterProgram.ts";

/** How a listing of a page is told from all others of the book; null for one that was moved here. One without an id is told by its text, and by its place among those of the same text. */
export function listingKey(page: Page, code: BookCode): string | null {
  if (code.id !== null) return code.id;
  const keys = keysOn.get(page.tree) ?? keysIn(page.tree);
  keysOn.set(page.tree, keys);
  const key = keys.get(code);
  return key === undefined || code.position === undefined ? null : `${page.id}@${key}`;
}

/** A tree never changes, so that it is gone through once. */
const keysOn = new WeakMap<Page["tree"], ReadonlyMap<BookCode, string>>();

/** Of a page there are trees in which listings stand elsewhere or are left out, so that their places in it tell nothing. */
function keysIn(tree: Page["tree"]): ReadonlyMap<BookCode, string> {
  const keys = new Map<BookCode, string>();
  const sameTexts = new Map<string, number>();
  for (const node of nodesOf(tree, "bookCode")) {
    const nth = sameTexts.get(node.value) ?? 0;
    sameTexts.set(node.value, nth + 1);
    keys.set(node, `${digest(node.value)}.${nth}`);
  }
  return keys;
}

/** The book's programs, each with the modules of the cells that run on it. Cells before the first program have one of their own. */
export function programsWithCells(document: BookDocument): readonly DocumentProgram[] {
  const known = withCells.get(document) ?? madeWithCells(document);
  withCells.set(document, known);
  return known;
}

/** A document never changes. */
const withCells = new WeakMap<BookDocument, readonly DocumentProgram[]>();

function madeWithCells(document: BookDocument): readonly DocumentProgram[] {
  const cells = new Map<DocumentProgram | null, CellModule[]>();
  for (const module of document.pages.flatMap((page) => modulesOf(document, page))) {
    const program = programOf(document, module.chapter);
    cells.set(program, [...(cells.get(program) ?? []), module]);
  }
  const [first] = cells.get(null) ?? [];
  const before = first === undefined ? [] : [{ chapter: first.chapter, files: filesOf(cells.get(null)) }];
  return [...before, ...document.programs.map((program) => ({ ...program, files: [...program.files, ...filesOf(cells.get(program))] }))];
}

/** Cells of one page that share a chapter: that of the page, or of the exercise whose solution stands there. */
interface CellModule {
  readonly chapter: DocumentChapter;
  readonly file: ProgramFile;
}

function filesOf(modules: readonly CellModule[] = []): readonly ProgramFile[] {
  return modules.map(({ file }) => file);
}

/** Cells and figures share the module's scope, in the order of the text; proofs are functions of their own and are left out. */
function modulesOf(document: BookDocument, page: Page): readonly CellModule[] {
  const lines = new Map<DocumentChapter, ProgramLine[]>();
  const cells = answerOf(page, { module: "weave/html/types/cells.ts", name: `cells ${page.id}`, answer: (tree) => cellsIn(tree, []).flatMap(({ code, backs }) => placedAs(listingKey(page, code), code, backs)) });
  for (const { part, value, backs } of cells) {
    const chapter = backs.reduce((home, back) => document.targets.get(back)?.page.chapter ?? home, page.chapter);
    const own = lines.get(chapter) ?? [];
    lines.set(chapter, own);
    for (const [line, text] of value.split("\n").entries()) own.push({ text, part, line, shift: 0, isWritten: true });
  }
  return [...lines].map(([chapter, own]) => ({ chapter, file: fileOf(page, chapter, own) }));
}

/** A cell, with the exercises to which the solutions around it lead back, from the outermost: it is of the chapter of the last that the book has. */
interface PlacedCell {
  readonly code: BookCode;
  readonly backs: readonly string[];
}

function placedAs(part: string | null, { value }: BookCode, backs: readonly string[]): readonly { readonly part: string; readonly value: string; readonly backs: readonly string[] }[] {
  return part === null ? [] : [{ part, value, backs }];
}

/** The cells in a node; those in a solution that was moved here are its exercise's chapter's. */
function cellsIn(node: Nodes, backs: readonly string[]): readonly PlacedCell[] {
  const found: PlacedCell[] = [];
  const backOf = (inner: Nodes): string | null => (inner !== node && inner.type === "bookBlock" ? wayBack(inner) : null);
  walk(node, (inner) => {
    const back = backOf(inner);
    if (inner.type === "bookCode" && (inner.role === "run" || inner.role === "figure")) found.push({ code: inner, backs });
    else if (back !== null) found.push(...cellsIn(inner, [...backs, back]));
  }, (inner) => backOf(inner) !== null);
  return found;
}

function fileOf(page: Page, chapter: DocumentChapter, lines: readonly ProgramLine[]): ProgramFile {
  const path = chapter === page.chapter ? `${page.path}.cells.ts` : `${page.path}.${chapter.folder}.cells.ts`;
  return { path, language: "ts", text: lines.map(({ text }) => `${text}\n`).join(""), lines };
}
