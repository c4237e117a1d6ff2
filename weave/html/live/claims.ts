/** The derivations and costs of one section, each with the compiled module that hands its cell to the prover in a page. */
import type { Book, Fence, Section } from "../../../tangle/index.ts";
import { pageClaims, type PageClaim, type PageClaims } from "../../../prove/index.ts";
import { moduleOf } from "../../reader/cells/assemble.ts";
import type { Module, Piece } from "../../reader/cells/cellsFile.ts";
import { compile } from "../../reader/cells/compile.ts";
import { neededBy } from "../../reader/cells/kept.ts";
import type { Claim, ClaimFile } from "../../reader/doubt/claimFile.ts";
import { digest } from "../fingerprint.ts";
import type { Store } from "../store.ts";
import { partOf } from "./cells.ts";
import { withStates } from "./states.ts";

/** A claim but for what depends on the program. */
export interface CompiledClaim extends Pick<ClaimFile, "claim" | "elsewhere"> {
  readonly compiled: Module;
}

/** Which section of which book. */
export interface ClaimingSection {
  readonly root: string;
  readonly book: Book;
  readonly section: Section;
}

/** Takes them out of the section, or finds them in the store, for the version of what takes them out. */
export async function claimsIn({ root, book, section }: ClaimingSection, store: Store, version: string): Promise<readonly CompiledClaim[]> {
  if (!/^:{3,}(?:derivation|cost)\b/m.test(section.source.text)) return [];
  const key = digest(`claims ${version} ${section.path} ${section.source.text}`);
  const known = store.get(key);
  if (known !== undefined) return JSON.parse(known) as readonly CompiledClaim[];
  const read = await pageClaims(section, book.chapters[section.chapter]?.folder ?? "", root);
  const pieces = piecesOf(read);
  const fences = read.cells.map(({ offset }) => section.fences.find(({ span }) => span.start === offset));
  const made = read.claims.map((claim) => compiledClaim(claim, { moduleHead: read.moduleHead, pieces, fences }));
  store.set(key, JSON.stringify(made));
  return made;
}

/** The file that a page is given. */
export function claimFile({ claim, compiled, elsewhere }: CompiledClaim, program: Pick<ClaimFile, "program" | "packs">): ClaimFile {
  const { text, hasBefore } = compiled;
  return { claim, ...program, module: text, hasBefore, elsewhere };
}

function piecesOf({ cells }: PageClaims): readonly Piece[] {
  const parts = withStates(cells.map((cell) => cell.parts));
  return cells.map(({ text, before, after, imports, uses }, at) => ({ text, before, after, code: "", uses: [...uses, ...imports], parts: (parts[at] ?? []).map(partOf) }));
}

interface Cells {
  readonly moduleHead: string;
  readonly pieces: readonly Piece[];
  readonly fences: readonly (Fence | undefined)[];
}

function compiledClaim({ task, cellsBefore, text, uses }: PageClaim, { moduleHead, pieces, fences }: Cells): CompiledClaim {
  const before = pieces.slice(0, cellsBefore);
  const [first] = before;
  // the parts that it needs stand between what any cell stands between
  const own: Piece = { text, before: first?.before ?? "", after: first?.after ?? "", code: "", uses, parts: [] };
  const module = moduleOf({ moduleHead, pieces: [...before, own] }, cellsBefore, { text, uses });
  const needed = new Set(neededBy([...before, own], { index: cellsBefore, uses }).parts.map(({ piece }) => piece));
  return { claim: claimOf(task), compiled: { ...module, text: compile(module.text) }, elsewhere: elsewhereOf([...needed].map((piece) => fences[piece])) };
}

/** Without the places in the chapter, which no page needs. */
function claimOf(task: PageClaim["task"]): Claim {
  if (task.kind === "derivation") return { kind: task.kind, claim: { ...task.claim, displays: task.claim.displays.map(({ latex }) => ({ latex, lineStarts: [] })) } };
  const rows = task.claim.rows.map((row) => ({ ...row, entries: row.entries.map((entry) => ({ ...entry, formula: { latex: entry.formula.latex, lineStarts: [] } })) }));
  return { kind: task.kind, claim: { ...task.claim, rows } };
}

/** Why one of the cells that a claim needs does not run in a page. */
function elsewhereOf(needed: readonly (Fence | undefined)[]): string | null {
  for (const fence of needed) {
    if (fence === undefined) continue;
    if (fence.needs.length > 0) return "it needs a cell that runs only where the machine has what that asks for";
    if (fence.measure) return "it needs a cell that measures, which takes long and gives other values on every machine";
    if (fence.lines.some(({ text }) => /^import (?!type\b).* from "node:|^[^/"]*\bprocess\./.test(text))) return "it needs a cell that reads from the disk or starts a process";
  }
  return null;
}
