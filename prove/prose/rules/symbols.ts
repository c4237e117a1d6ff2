/** The rule of symbols: each letter of a formula stands in the table of notation. */
import type { Root, Table } from "mdast";
import { visit } from "unist-util-visit";
import { mistake, type Diagnostic, type Offset, type Source } from "../../../tangle/index.ts";
import type { Manuscripted, Rule } from "../manuscript.ts";
import { placeholdersIn, symbolsIn } from "../symbolsIn.ts";

const path = "book/notation.md";

/**
 * An error for each symbol of a section that the tables of `book/notation.md` do not have in their first column, where it
 * stands first. Nothing without such a file. Not asked for: `e`, `\pi`, `\mathbb{R}` and its like, and what a sum runs over.
 */
export const symbols: Rule = ({ sections }) => {
  const notation = sections.find(({ section }) => section.path === path);
  if (notation === undefined) return [];
  const known = listedSymbols(notation);
  return sections.filter((read) => read !== notation).flatMap((read) => unlisted(read, known));
};

const everywhere: ReadonlySet<string> = new Set(["e", "\\pi", "\\mathbb{R}", "\\mathbb{N}", "\\mathbb{Z}", "\\mathbb{Q}", "\\mathbb{C}", "\\mathbb{1}"]);

function listedSymbols({ tree, section }: Manuscripted): ReadonlySet<string> {
  const known = new Set(everywhere);
  visit(tree, "table", (table) => {
    for (const row of isNotation(table, section.source) ? table.children.slice(1) : []) {
      visit(row.children[0] ?? row, "inlineMath", ({ value }) => symbolsIn(value).forEach(({ symbol }) => known.add(symbol)));
    }
  });
  return known;
}

function isNotation({ children: [head] }: Table, { text }: Source): boolean {
  const [first] = head?.children ?? [];
  return /^[\s|]*symbol[\s|]*$/i.test(text.slice(first?.position?.start.offset ?? 0, first?.position?.end.offset ?? 0));
}

function unlisted({ section: { source }, tree }: Manuscripted, known: ReadonlySet<string>): readonly Diagnostic[] {
  const seen = new Set<string>();
  const found: Diagnostic[] = [];
  for (const { raw, start } of formulasIn(tree, source)) {
    const placeholders = placeholdersIn(raw);
    for (const used of symbolsIn(raw)) {
      if (known.has(used.symbol) || placeholders.has(used.symbol) || seen.has(used.symbol)) continue;
      seen.add(used.symbol);
      found.push(unknown(source, start + used.start, start + used.end));
    }
  }
  return found;
}

/** Every formula as written, its dollars included, with where it begins. */
function formulasIn(tree: Root, { text }: Source): readonly { readonly raw: string; readonly start: number }[] {
  const found: { raw: string; start: number }[] = [];
  visit(tree, (node) => {
    if (node.type !== "inlineMath" && node.type !== "math") return;
    const start = node.position?.start.offset ?? 0;
    found.push({ raw: text.slice(start, node.position?.end.offset ?? 0), start });
  });
  return found;
}

function unknown(source: Source, start: number, end: number): Diagnostic {
  const at = { source, span: { start: start as Offset, end: end as Offset } };
  return { ...mistake("unlisted-symbol", `the symbol \`${source.text.slice(start, end)}\` is not in the table of notation`, at), cure: `add a row for it to \`${path}\`, or use the symbol that is there` };
}
