/** The units that a `:::derivation` and a `:::cost` are. */
import type { Nodes, RootContent, TableCell } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { mistake, type Diagnostic, type Fence, type Section, type Source } from "../../tangle/index.ts";
import type { CostRow, CostUnit, DerivationUnit, Formula } from "./unit.ts";
import { displayOf, formulaIn } from "./formula.ts";
import { openingOf, spanOf, wordsOf } from "./node.ts";
import { checkingOf, type Checking } from "./ranges.ts";

/** A unit, and what is wrong with how it is written. */
export interface Claim {
  readonly unit: DerivationUnit | CostUnit;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a derivation: its displays in order, its cell, its attributes. */
export function derivationOf(node: ContainerDirective, section: Section): Claim {
  const { source } = section;
  const { diagnostics: found, ...checking } = checkingOf(node, source);
  const inside = descendants(node);
  const displays = inside.flatMap((each) => displayOf(each, source) ?? []);
  const verify = verifyIn(node, section);
  const diagnostics = [...found, ...verify.diagnostics, ...contradiction(node, checking, { source, verify: verify.fence })];
  for (const each of inside) {
    if (each.type === "math" && each.meta) diagnostics.push(mistake("formula-on-fence", "what stands on the line of `$$` is not part of the formula", { source, span: openingOf(source, spanOf(each)) }));
  }
  if (displays.length === 0) diagnostics.push(mistake("derivation-without-display", "this derivation has no display between `$$`", { source, span: openingOf(source, spanOf(node)) }));
  const title = node.attributes?.["title"] ?? "";
  return { unit: { kind: "derivation", id: node.attributes?.["id"] ?? "", span: spanOf(node), title, displays, verify: verify.fence, ...checking }, diagnostics };
}

/** Reads a cost: the rows of its tables, its cell, its attributes. */
export function costOf(node: ContainerDirective, section: Section): Claim {
  const { source } = section;
  const { diagnostics: found, ranges, approx, unchecked } = checkingOf(node, source);
  const verify = verifyIn(node, section);
  const diagnostics = [...found, ...verify.diagnostics, ...contradiction(node, { unchecked }, { source, verify: verify.fence })];
  const tables = descendants(node).flatMap((each) => (each.type === "table" ? [each] : []));
  const rows = tables.flatMap(({ children: [head, ...body] }) => {
    const columns = (head?.children ?? []).map(wordsOf);
    return body.map(({ children: [label, ...entries], ...row }): CostRow => ({
      label: label === undefined ? "" : wordsOf(label),
      span: spanOf(row),
      entries: entries.flatMap((cell, index) => {
        const { formula, diagnostic } = entryOf(cell, source);
        if (diagnostic !== null) diagnostics.push(diagnostic);
        return formula === null ? [] : [{ column: columns[index + 1] ?? "", formula, span: spanOf(cell) }];
      }),
    }));
  });
  const at = { source, span: openingOf(source, spanOf(node)) };
  if (rows.length === 0) diagnostics.push(mistake("cost-without-rows", "this cost has no table with rows", at));
  else if (verify.fence === null && unchecked === null) diagnostics.push(mistake("cost-without-cell", "nothing counts this cost: a `verify` cell runs what the table is about", at));
  return { unit: { kind: "cost", id: node.attributes?.["id"] ?? "", span: spanOf(node), rows, verify: verify.fence, ranges, approx, unchecked }, diagnostics };
}

/** The one formula of an entry; none where it is empty. */
function entryOf(cell: TableCell, source: Source): { readonly formula: Formula | null; readonly diagnostic: Diagnostic | null } {
  const [only, second] = cell.children.filter((part) => part.type !== "text" || part.value.trim() !== "");
  if (only === undefined) return { formula: null, diagnostic: null };
  if (only.type === "inlineMath" && second === undefined) return { formula: formulaIn(only, source), diagnostic: null };
  return { formula: null, diagnostic: mistake("cost-entry", "an entry of a cost is one formula, all of it between dollars", { source, span: spanOf(cell) }) };
}

function verifyIn(node: ContainerDirective, section: Section): { readonly fence: Fence | null; readonly diagnostics: readonly Diagnostic[] } {
  const { start, end } = spanOf(node);
  const cells = section.fences.filter(({ role, span }) => role === "verify" && span.start >= start && span.end <= end);
  const [fence = null, ...others] = cells;
  const diagnostics = others.map(({ source, info }) => mistake("many-verify-cells", `a \`:::${node.name}\` has one \`verify\` cell`, { source, span: info }));
  return { fence, diagnostics };
}

function contradiction(node: ContainerDirective, { unchecked }: Pick<Checking, "unchecked">, from: { readonly source: Source; readonly verify: Fence | null }): readonly Diagnostic[] {
  if (unchecked === null || from.verify === null) return [];
  const at = { source: from.source, span: from.verify.info };
  return [mistake("unchecked-and-verified", `this \`:::${node.name}\` is \`unchecked\` and has a \`verify\` cell: one of them must go`, at)];
}

function descendants(node: Nodes): readonly RootContent[] {
  return "children" in node ? node.children.flatMap((child): readonly RootContent[] => [child, ...descendants(child)]) : [];
}
