/** The table of notation as data for the pages: each sign as it is written in formulas, and the HTML of its meaning. */

/** The name of the data in `assets/`. */
export const notationName = "notation";

/** The file of the book that has the table. */
export const notationPath = "book/notation.md";

/** A row: the LaTeX of its signs, the HTML of its first two cells. Read by `weave/reader/notation.ts`. */
export type NotationRow = readonly [latex: readonly string[], symbol: string, meaning: string];

/** The rows of the tables of `notation.md` whose first columns are symbol and meaning; null for a book without. */
export function notationOf(pages: readonly { readonly path: string; readonly main: string }[]): readonly NotationRow[] | null {
  const page = pages.find(({ path }) => path === notationPath);
  const rows = page === undefined ? [] : [...page.main.matchAll(/<table>[^]*?<\/table>/g)].flatMap(([table]) => rowsOf(table));
  return rows.length === 0 ? null : rows;
}

function rowsOf(table: string): readonly NotationRow[] {
  const names = [...table.matchAll(/<th(?: [^>]*)?>([^]*?)<\/th>/g)].map(([, name = ""]) => name.trim().toLowerCase());
  if (names[0] !== "symbol" || names[1] !== "meaning") return [];
  return [...table.matchAll(/<tr>([^]*?)<\/tr>/g)].flatMap(([, row = ""]): NotationRow[] => {
    const [symbol, meaning] = [...row.matchAll(/<td(?: [^>]*)?>([^]*?)<\/td>/g)].map(([, cell = ""]) => cell);
    if (symbol === undefined || meaning === undefined) return [];
    const latex = [...symbol.matchAll(/<annotation[^>]*>([^]*?)<\/annotation>/g)].map(([, written = ""]) => unescaped(written));
    return latex.length === 0 ? [] : [[latex, withoutIds(symbol), withoutIds(meaning)]];
  });
}

function withoutIds(html: string): string {
  return html.replace(/ id="[^"]*"/g, "");
}

function unescaped(html: string): string {
  const signs: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', amp: "&" };
  return html.replace(/&(lt|gt|quot|amp);/g, (whole, name: string) => signs[name] ?? whole);
}
