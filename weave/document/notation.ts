/** The table of notation: in which chapter each meaning of a symbol begins, and that no chapter has two of one symbol. */
import type { InlineMath } from "mdast-util-math";
import type { Table, TableRow } from "mdast";
import type { Diagnostic, Location } from "../../tangle/index.ts";
import { placed, rawOf } from "../place.ts";
import type { BookBlock, BookDocument, BookReference, DocumentChapter, Page } from "../tree.ts";
import { textOf, walk } from "../walk.ts";

/** The file of the book that has the table. */
export const notationPath = "book/notation.md";

/** A row of the table. */
export interface Meaning {
  readonly row: TableRow;
  readonly symbols: readonly InlineMath[];
  readonly words: string;
  /** The chapter that the row's "first used" leads to; null where it leads nowhere: then the meaning holds in every chapter. */
  readonly chapter: DocumentChapter | null;
}

/** The rows of the tables of `notation.md` whose first columns are symbol and meaning, in their order. */
export function meaningsOf(document: Pick<BookDocument, "pages" | "targets">): readonly Meaning[] {
  const page = document.pages.find(({ path }) => path === notationPath);
  const found: Meaning[] = [];
  if (page === undefined) return found;
  walk(page.tree, (node) => {
    if (node.type !== "table") return;
    const names = namesOf(node);
    if (names[0] === "symbol" && names[1] === "meaning") found.push(...node.children.slice(1).map((row) => meaningOf(row, names.indexOf("first used"), document)));
  });
  return found;
}

/** A warning for each symbol that one chapter has twice, with different meanings. */
export function notation(document: Pick<BookDocument, "pages" | "targets">): readonly Diagnostic[] {
  const source = document.pages.find(({ path }) => path === notationPath)?.source;
  if (source === undefined) return [];
  const known = new Map<string, { readonly meaning: Meaning; readonly at: Location }[]>();
  return meaningsOf(document).flatMap((meaning) => meaning.symbols.flatMap((symbol): readonly Diagnostic[] => {
    const written = rawOf(source, symbol);
    const at = placed(source, symbol);
    const before = known.get(written) ?? [];
    known.set(written, [...before, { meaning, at }]);
    const other = before.find((each) => each.meaning.words !== meaning.words && shareChapter(each.meaning, meaning));
    return other === undefined ? [] : [second(written, at, other.at)];
  }));
}

/** The chapter whose symbols a block uses, where that is not the chapter it stands in: a solution is at home with its exercise. */
export function homeOf({ targets }: Pick<BookDocument, "targets">, block: BookBlock): DocumentChapter | null {
  const back = wayBack(block);
  return back === null ? null : (targets.get(back)?.page.chapter ?? null);
}

/** What a solution's title leads back to, its exercise; null for one that stands there, and for other blocks. */
export function wayBack({ kind, title }: BookBlock): string | null {
  const back = kind === "solution" ? title.find((node): node is BookReference => node.type === "bookReference") : undefined;
  return back?.target ?? null;
}

/** A chapter's place in the order of the book, and the last place that is not an appendix's: that of the last numbered chapter. */
export function orderOf(pages: readonly Page[]): { readonly chapters: readonly DocumentChapter[]; readonly body: number } {
  const chapters = [...new Set(pages.map(({ chapter }) => chapter))];
  return { chapters, body: chapters.findLastIndex(({ number }) => number !== null) };
}

function namesOf(table: Table): readonly string[] {
  return table.children[0]?.children.map((cell) => textOf(cell).trim().toLowerCase()) ?? [];
}

function meaningOf(row: TableRow, firstUsed: number, { targets }: Pick<BookDocument, "targets">): Meaning {
  const [symbol, meaning] = row.children;
  const symbols: InlineMath[] = [];
  if (symbol) walk(symbol, (node) => void (node.type === "inlineMath" && symbols.push(node)));
  let chapter: DocumentChapter | null = null;
  const place = row.children[firstUsed];
  if (place) walk(place, (node) => void (node.type === "bookReference" && (chapter ??= targets.get(node.target)?.page.chapter ?? null)));
  return { row, symbols, words: meaning ? textOf(meaning).trim().toLowerCase() : "", chapter };
}

function shareChapter(a: Meaning, b: Meaning): boolean {
  return a.chapter === null || b.chapter === null || a.chapter === b.chapter;
}

function second(symbol: string, at: Location, first: Location): Diagnostic {
  return {
    severity: "warning",
    code: "symbol-with-two-meanings",
    message: `the symbol \`${symbol}\` has a second meaning in one chapter`,
    at,
    notes: [{ message: `\`${symbol}\` has its first meaning here`, at: first }],
    cure: "use another letter; one that means something else in a later chapter is first used there, and its row links to that place",
  };
}

