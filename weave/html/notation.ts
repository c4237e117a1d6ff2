/** The table of notation as data for the pages: each sign as it is written in formulas, the HTML of its meaning, and the chapter where this begins. */
import { notationPath, orderOf } from "../document/notation.ts";
import type { Notation, Sign } from "../reader/signs.ts";
import type { Page } from "../tree.ts";

/** The name of the data in `assets/`. */
export const notationName = "notation";

/** What the page of `notation.md` says, as its HTML has it, in a book of these pages; null for a book without. Read by `weave/reader/notation.ts`. */
export function notationOf(mains: readonly { readonly path: string; readonly main: () => string }[], pages: readonly Page[]): Notation | null {
  const order = orderOf(pages);
  const chapters = order.chapters.map(({ folder }) => folder);
  const page = mains.find(({ path }) => path === notationPath);
  const rows = page === undefined ? [] : [...page.main().matchAll(/<table>[^]*?<\/table>/g)].flatMap(([table]) => rowsOf(table, chapters));
  return rows.length === 0 ? null : { rows, chapters, body: order.body };
}

function rowsOf(table: string, chapters: readonly string[]): readonly Sign[] {
  const names = [...table.matchAll(/<th(?: [^>]*)?>([^]*?)<\/th>/g)].map(([, name = ""]) => name.trim().toLowerCase());
  if (names[0] !== "symbol" || names[1] !== "meaning") return [];
  return [...table.matchAll(/<tr(?: data-notation="([^"]*)")?>([^]*?)<\/tr>/g)].flatMap(([, chapter = "", row = ""]): Sign[] => {
    const [symbol, meaning] = [...row.matchAll(/<td(?: [^>]*)?>([^]*?)<\/td>/g)].map(([, cell = ""]) => cell);
    if (symbol === undefined || meaning === undefined) return [];
    const latex = [...symbol.matchAll(/<annotation[^>]*>([^]*?)<\/annotation>/g)].map(([, written = ""]) => unescaped(written));
    return latex.length === 0 ? [] : [[latex, withoutIds(symbol), withoutIds(meaning), chapters.indexOf(unescaped(chapter))]];
  });
}

function withoutIds(html: string): string {
  return html.replace(/ id="[^"]*"/g, "");
}

function unescaped(html: string): string {
  const signs: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', amp: "&" };
  return html.replace(/&(lt|gt|quot|amp);/g, (whole, name: string) => signs[name] ?? whole);
}
