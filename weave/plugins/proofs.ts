/** Puts what the evidence says on the tree: values, drawings, shown tables, and what is known of each thing that can be shown. */
import type { Image, Paragraph, Root, RootContent } from "mdast";
import { inOrder, inWords, mistake, type Diagnostic, type Section } from "../../tangle/index.ts";
import type { UnitEvidence, UnitName } from "../../prove/index.ts";
import { drawingOf, type EvidenceFiles } from "../evidence/drawing.ts";
import { proofOf, proofOfNumbers } from "../evidence/proofOf.ts";
import { outputAsShown, outputOf } from "../evidence/shownOutput.ts";
import { placeOfOpening, rawOf, span } from "../place.ts";
import type { Plugged } from "./plugged.ts";
import type { Proof } from "../proof.ts";
import type { BookBlock, BookCode, BookValue } from "../tree.ts";
import { rewrite, walk, type Change } from "../walk.ts";
import { alternativeText, cellsIn } from "./inlineCells.ts";

/** What a stale record is: an error where the book is woven, a warning where it is being written. */
export type Staleness = "refuse" | "show";

/** What of the evidence stands on the pages. */
export interface EvidenceAt extends EvidenceFiles {
  readonly at: (path: string, offset: number) => UnitEvidence;
  /** Of all that there is of a file; left out where nobody has looked at all of it. */
  readonly digestOf?: (path: string) => string;
}

/** The evidence of a book of which nothing has been run. */
export const nothingRun: EvidenceAt = { at: () => ({ state: "missing" }), text: () => null, bytes: () => null, digestOf: () => "nothing was run" };

/** The tree with all that is known; an error or a warning for what is stale, and for an output that no cell printed. */
export function proofs(tree: Root, section: Section, { evidence, staleness }: { readonly evidence: EvidenceAt; readonly staleness: Staleness }): Plugged {
  const { source, path } = section;
  const stale = new Map<number, UnitName["needs"]>();
  const diagnostics: Diagnostic[] = [];
  const changed = rewrite(tree, change);
  return { tree: changed, diagnostics: [...staleIn(section, stale, staleness), ...diagnostics] };

  function known(offset: number): UnitEvidence {
    const found = evidence.at(path, offset);
    if (found.state === "stale") stale.set(offset, found.unit.needs);
    return found;
  }

  function change(node: RootContent, parent: Parameters<Change>[1]): readonly RootContent[] | undefined {
    if (node.type === "paragraph") return [marked(rewrite(node, inside))];
    if (node.type === "marginNote") return [rewrite(node, inside)];
    if (node.type === "bookBlock") return [block(node)];
    if (node.type === "bookCode") return node.role === "output" && "children" in parent ? output(node, parent.children) : [cell(node)];
    return inside(node);
  }

  // a paragraph has one mark, at its end, for its notes too
  function inside(node: RootContent): readonly RootContent[] | undefined {
    if (node.type === "bookValue") return [value(node)];
    if (node.type === "image") return [image(node)];
    return node.type === "bookCode" ? [cell(node)] : undefined;
  }

  function value(node: BookValue): BookValue {
    const text = textAt(offsetOf(node));
    return { ...node, value: text, stale: text !== null && stale.has(offsetOf(node)) };
  }

  function textAt(offset: number): string | null {
    const found = known(offset);
    return found.state !== "missing" && found.record.result.kind === "value" ? found.record.result.text : null;
  }

  function image(node: Image): Image {
    if (!node.alt?.includes("{ts}")) return node;
    // its backticks are gone from `alt`
    const raw = rawOf(source, node);
    const written = raw.slice(0, Math.max(2, raw.lastIndexOf("](")));
    return { ...node, alt: alternativeText(written.slice(2), cellsIn(written).map((at) => textAt(offsetOf(node) + at))) };
  }

  function cell(node: BookCode): BookCode {
    return node.proof === null ? node : { ...node, proof: stateOf(known(offsetOf(node))) };
  }

  function output(node: BookCode, siblings: readonly RootContent[]): readonly RootContent[] | undefined {
    const before = siblings[siblings.indexOf(node) - 1];
    if (before?.type !== "bookCode") return undefined;
    const found = known(offsetOf(before));
    if (found.state !== "proved") return undefined;
    const printed = outputOf(found.record.result);
    if (printed !== null && printed !== node.value) diagnostics.push(notPrinted(node, section, staleness));
    return found.record.result.kind === "run" ? outputAsShown(node, found.record.result, { evidence, path }) : undefined;
  }

  function block(node: BookBlock): BookBlock {
    const filled = rewrite(node, change);
    if (node.kind === "derivation" || node.kind === "cost") return node.proof?.state === "missing" ? { ...filled, proof: stateOf(known(offsetOf(node))) } : filled;
    if (node.kind === "table") return { ...filled, proof: proofOfValues(valuesIn(filled)) };
    return node.kind === "figure" ? figure(node, filled) : filled;
  }

  function figure(node: BookBlock, filled: BookBlock): BookBlock {
    const opening = placeOfOpening(source, node);
    const line = "source" in opening ? source.text.slice(opening.span.start, opening.span.end) : "";
    const alt = alternativeText(node.alt ?? "", cellsIn(line).map((at) => textAt(offsetOf(node) + at)));
    const numbers = valuesIn({ type: "paragraph", children: filled.caption });
    const drawer = node.children.find((child) => child.type === "bookCode" && child.role === "figure");
    if (drawer === undefined) return { ...filled, alt, proof: proofOfValues(numbers) };
    const found = known(offsetOf(drawer));
    const drawing = found.state === "missing" ? null : drawingOf(found.record.result, { evidence, path });
    return { ...filled, alt, drawing, proof: drawing === null ? { state: "missing" } : withNumbers(stateOf(found), numbers) };
  }
}

function offsetOf(node: Pick<RootContent, "position">): number {
  return node.position?.start.offset ?? -1;
}

function stateOf(found: UnitEvidence): Proof {
  if (found.state !== "proved") return { state: found.state };
  return found.unit.unchecked === null ? proofOf(found.record) : { state: "unchecked", why: found.unit.unchecked };
}

function valuesIn(node: Paragraph | BookBlock): readonly BookValue[] {
  const values: BookValue[] = [];
  walk(node, (each) => {
    if (each.type === "bookValue") values.push(each);
  });
  return values;
}

/** What is known of some numbers together; null where one of them has not been run, which it says itself. */
function proofOfValues(values: readonly BookValue[]): Proof | null {
  if (values.length === 0) return null;
  if (values.some(({ stale }) => stale)) return { state: "stale" };
  const numbers = values.flatMap(({ value, expression }) => (value === null ? [] : [{ value, expression }]));
  return numbers.length < values.length ? null : proofOfNumbers(numbers);
}

function withNumbers(proof: Proof, values: readonly BookValue[]): Proof {
  const numbers = proofOfValues(values);
  if (proof.state !== "proved" || numbers === null) return proof;
  return numbers.state === "proved" ? { ...proof, details: [...proof.details, ...numbers.details] } : numbers;
}

function marked(paragraph: Paragraph): Paragraph {
  const proof = proofOfValues(valuesIn(paragraph));
  return proof?.state === "proved" ? { ...paragraph, children: [...paragraph.children, { type: "bookMark", proof }] } : paragraph;
}

/** One message a section: what is stale often has one cause, and one command renews it all. */
function staleIn(section: Section, stale: ReadonlyMap<number, UnitName["needs"]>, staleness: Staleness): readonly Diagnostic[] {
  const [first] = [...stale.keys()].toSorted((a, b) => a - b);
  if (first === undefined) return [];
  const others = stale.size === 1 ? "this" : `this and ${stale.size - 1} more of the section`;
  const needs = inOrder([...stale.values()].flat());
  const message = `${others}, or what ${stale.size === 1 ? "it depends" : "they depend"} on, changed after the last \`npm run prove\``;
  const end = section.source.text.slice(first).search(/[\r\n]|$/) + first;
  const found = mistake("stale-evidence", message, { source: section.source, span: span(first, end) });
  return [{ ...found, severity: severityOf(staleness), cure: `run \`npm run prove\`${needs.length === 0 ? "" : `, on a machine with ${inWords(needs)}`}` }];
}

function notPrinted(node: BookCode, { source }: Section, staleness: Staleness): Diagnostic {
  const found = mistake("stale-output", "this is not what the cell printed", placeOfOpening(source, node));
  return { ...found, severity: severityOf(staleness), cure: "`npm run prove -- --accept` writes what it printed" };
}

function severityOf(staleness: Staleness): Diagnostic["severity"] {
  return staleness === "refuse" ? "error" : "warning";
}
