/** The table of notation: a symbol has one meaning. */
import type { Root, Table, TableRow } from "mdast";
import type { Diagnostic, Location, Source } from "../../tangle/index.ts";
import { rawOf, span, spanOf } from "../place.ts";
import { textOf, walk } from "../walk.ts";

/** A warning for each symbol that a table of `notation.md` lists again with another meaning; none for other files. */
export function notation(tree: Root, source: Source): readonly Diagnostic[] {
  if (source.path !== "book/notation.md") return [];
  const diagnostics: Diagnostic[] = [];
  const meanings = new Map<string, { readonly meaning: string; readonly at: Location }>();
  walk(tree, (node) => {
    if (node.type === "table" && isNotation(node)) for (const row of node.children.slice(1)) check(row);
  });
  return diagnostics;

  function check(row: TableRow): void {
    const [symbol, meaning] = row.children;
    if (!symbol || !meaning) return;
    const written = symbol.children.map((child) => rawOf(source, child)).join("");
    const words = textOf(meaning).trim().toLowerCase();
    const first = symbol.children[0] ?? symbol;
    const at = { source, span: span(spanOf(first).start, spanOf(symbol.children.at(-1) ?? symbol).end) };
    const before = meanings.get(written);
    if (!before) meanings.set(written, { meaning: words, at });
    else if (before.meaning !== words) diagnostics.push(second(written, at, before.at));
  }
}

function isNotation(table: Table): boolean {
  const names = table.children[0]?.children.map((cell) => textOf(cell).trim().toLowerCase()) ?? [];
  return names[0] === "symbol" && names[1] === "meaning";
}

function second(symbol: string, at: Location, first: Location): Diagnostic {
  return {
    severity: "warning",
    code: "symbol-with-two-meanings",
    message: `the symbol \`${symbol}\` has a second meaning`,
    at,
    notes: [{ message: `\`${symbol}\` has its first meaning here`, at: first }],
  };
}
