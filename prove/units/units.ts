/** A section → the things in it that must be shown, in the order in which they are evaluated. */
import type { Code, Nodes, RootContent } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { mistake, type Diagnostic, type Fence, type Section, type Span } from "../../tangle/index.ts";
import type { SectionUnits, Unit } from "./unit.ts";
import { costOf, derivationOf } from "./claims.ts";
import { openingOf, spanOf } from "./node.ts";
import { parsedSource } from "./parsed.ts";
import { valueMistake, valueOf, valuesInAlt, valuesInImage } from "./values.ts";

export { placeInFormula } from "./formula.ts";

/** The units of a section, and what is wrong with how they are written. */
export interface UnitReading {
  readonly units: SectionUnits;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the units of a section of the chapter in `folder`, in the order of the text; but in a figure or a table the numbers
 * of its caption and its alternative text come after its cells.
 */
export function unitsOf(section: Section, folder: string): UnitReading {
  const { source } = section;
  const fences = new Map(section.fences.map((fence) => [Number(fence.span.start), fence]));
  const diagnostics: Diagnostic[] = [];
  const outputs = new Set<Fence>();

  function within(parent: Nodes, around: Around): readonly Unit[] {
    if (!("children" in parent)) return [];
    return parent.children.flatMap((node, index): readonly Unit[] => {
      if (node.type === "text" || node.type === "inlineCode") diagnostics.push(...listed(valueMistake(node, source)));
      if (node.type === "inlineCode") return listed(valueOf(node, source));
      if (node.type === "image") return valuesInImage(node, source);
      if (node.type === "code") return cell(node, parent.children[index + 1], around);
      if (node.type === "containerDirective") return container(node, around);
      return within(node, around);
    });
  }

  function container(node: ContainerDirective, around: Around): readonly Unit[] {
    if (/`\{ts\}\s/.test(node.attributes?.["title"] ?? "")) diagnostics.push(mistake("cell-in-title", "an inline cell cannot stand in a `title`", { source, span: openingOf(source, spanOf(node)) }));
    if (node.name === "figure") return cellsFirst([...within(node, { ...around, figure: node }), ...valuesInAlt(node, source)]);
    if (node.name === "table") return cellsFirst(within(node, around));
    if (node.name !== "derivation" && node.name !== "cost") return within(node, around);
    const claim = node.name === "derivation" ? derivationOf(node, section) : costOf(node, section);
    diagnostics.push(...claim.diagnostics);
    return [...within(node, { ...around, claim: true }), claim.unit];
  }

  function cell(node: Code, next: RootContent | undefined, around: Around): readonly Unit[] {
    const fence = fences.get(spanOf(node).start);
    if (fence === undefined) return [];
    if (fence.role === "verify" && !around.claim) diagnostics.push(misplaced(fence));
    const below = next?.type === "code" ? fences.get(spanOf(next).start) : undefined;
    const output = below?.role === "output" ? below : null;
    const unit = unitOf(fence, output, around.figure);
    if (output !== null && unit !== null && "output" in unit) outputs.add(output);
    return listed(unit);
  }

  const units = withIds(within(parsedSource(source), { figure: null, claim: false }));
  const strays = section.fences.filter((fence) => fence.role === "output" && !outputs.has(fence)).map(stray);
  return { units: { section, folder, units }, diagnostics: [...diagnostics, ...strays, ...idMistakes(section, units)] };
}

/** In which blocks a node stands. */
interface Around {
  readonly figure: ContainerDirective | null;
  /** Whether a derivation or a cost is around. */
  readonly claim: boolean;
}

function listed<T>(found: T | null): readonly T[] {
  return found === null ? [] : [found];
}

function unitOf(fence: Fence, output: Fence | null, figure: ContainerDirective | null): Unit | null {
  const { role, span } = fence;
  const id = fence.id ?? "";
  if (role === "run" || role === "wrong") return { kind: role, id, span, fence, output };
  if (role === "fragment") return { kind: role, id, span, fence };
  if (role === "experiment") return fence.experiment === null ? null : { kind: role, id: fence.id ?? fence.name, span, fence, terms: fence.experiment };
  if (role !== "figure") return null;
  const { alt = "", id: block } = figure?.attributes ?? {};
  return { kind: "figure", id: fence.id ?? fence.name, span, fence, alt: alt ?? "", block: block ?? null };
}

function cellsFirst(units: readonly Unit[]): readonly Unit[] {
  return [...units.filter(({ kind }) => kind !== "value"), ...units.filter(({ kind }) => kind === "value")];
}

/** Where the author gave no id, the kind and how many of it there are so far make one. */
function withIds(units: readonly Unit[]): readonly Unit[] {
  const counts = new Map<string, number>();
  return units.map((unit) => {
    const count = (counts.get(unit.kind) ?? 0) + 1;
    counts.set(unit.kind, count);
    return unit.id === "" ? { ...unit, id: `${unit.kind}-${count}` } : unit;
  });
}

function idMistakes({ source }: Section, units: readonly Unit[]): readonly Diagnostic[] {
  const seen = new Map<string, Span>();
  return units.flatMap((unit) => {
    const span = "fence" in unit ? unit.fence.info : openingOf(source, unit.span);
    const first = seen.get(unit.id.toLowerCase());
    if (first === undefined) seen.set(unit.id.toLowerCase(), span);
    // evidence is filed under the id, also on disks that do not tell `A` from `a`
    if (first !== undefined) return [{ ...mistake("duplicate-id", `two cells of this section are called \`${unit.id}\``, { source, span }), notes: [{ message: "the first is here", at: { source, span: first } }] }];
    if (/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(unit.id)) return [];
    return [mistake("invalid-id", `\`${unit.id}\` cannot be the name of a cell: write letters, digits, \`-\`, \`_\` and \`.\``, { source, span })];
  });
}

function stray({ source, info }: Fence): Diagnostic {
  const cure = "an output stands right under the cell that prints it; other text is a `text` fence";
  return { ...mistake("stray-output", "there is no cell above this output", { source, span: info }), cure };
}

function misplaced({ source, info }: Fence): Diagnostic {
  return mistake("misplaced-cell", "a `verify` cell stands in a `:::derivation` or a `:::cost`", { source, span: info });
}
