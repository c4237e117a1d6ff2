/** The derivations and costs of one section, each with the compiled module that hands its cell to the prover in a page. */
import { inWords, runsInPage, type Fence } from "../../../tangle/index.ts";
import { pageClaims, type PageClaim, type PageClaims } from "../../../prove/index.ts";
import { moduleOf } from "../../reader/cells/assemble.ts";
import type { Module, Piece } from "../../reader/cells/cellsFile.ts";
import { compile } from "../../reader/cells/compile.ts";
import { neededBy } from "../../reader/cells/kept.ts";
import type { Claim, ClaimFile } from "../../reader/doubt/claimFile.ts";
import { span } from "../../place.ts";
import { partOf } from "./cells.ts";
import type { SectionPlace, SectionTexts } from "./sectionTexts.ts";
import { withStates } from "./states.ts";

/** A claim but for what depends on the program. */
export interface CompiledClaim extends Pick<ClaimFile, "claim" | "elsewhere"> {
  readonly compiled: Module;
}

/** A section's claims, which need not be read. */
export interface KeptClaims {
  /** With the same digest they are the same. */
  readonly digest: string;
  readonly read: () => Promise<readonly CompiledClaim[]>;
}

/** Takes them out of the section, or finds what was kept of them; null for a section without any. */
export async function claimsIn(place: SectionPlace, texts: SectionTexts): Promise<KeptClaims | null> {
  if (!/^:{3,}(?:derivation|cost)\b/m.test(place.section.source.text)) return null;
  const text = await texts.of(place, "claims", () => takenOut(place));
  return { digest: text.digest, read: async () => JSON.parse(await text.read()) as readonly CompiledClaim[] };
}

async function takenOut({ root, book, section }: SectionPlace): Promise<string> {
  const read = await pageClaims(section, book.chapters[section.chapter]?.folder ?? "", root);
  const pieces = piecesOf(read);
  const fences = read.cells.map(({ offset }) => section.fences.find(({ span }) => span.start === offset));
  return JSON.stringify(read.claims.map((claim) => compiledClaim(claim, { moduleHead: read.moduleHead, pieces, fences })));
}

/** The file that a page is given. */
export function claimFile({ claim, compiled, elsewhere }: CompiledClaim, program: Pick<ClaimFile, "program" | "packs">): ClaimFile {
  const { text, hasBefore } = compiled;
  return { claim, ...program, module: text, hasBefore, elsewhere };
}

/** A cell as a piece, and what of it is there for all of the section's module, wherever the cell stands: imports and functions. */
interface ClaimPiece {
  readonly piece: Piece;
  readonly hoisted: Piece;
}

function piecesOf({ cells }: PageClaims): readonly ClaimPiece[] {
  const withChanges = withStates(cells.map((cell) => cell.parts));
  return cells.map(({ text, before, after, imports, uses }, at) => {
    const parts = withChanges[at] ?? [];
    const piece: Piece = { text, before, after, code: "", uses: [...uses, ...imports], parts: parts.map(partOf) };
    return { piece, hoisted: { ...piece, parts: parts.filter(isHoisted).map(partOf) } };
  });
}

function isHoisted({ imports, functions, declares }: PageClaims["cells"][number]["parts"][number]): boolean {
  return imports.length > 0 || (declares.length > 0 && declares.every((name) => functions.includes(name)));
}

interface Cells {
  readonly moduleHead: string;
  readonly pieces: readonly ClaimPiece[];
  readonly fences: readonly (Fence | undefined)[];
}

function compiledClaim({ task, cellsBefore, text, uses }: PageClaim, { moduleHead, pieces, fences }: Cells): CompiledClaim {
  const around = pieces.map(({ piece, hoisted }, at) => (at < cellsBefore ? piece : hoisted));
  // the parts that it needs stand between what any cell stands between
  const own: Piece = { text, before: around[0]?.before ?? "", after: around[0]?.after ?? "", code: "", uses, parts: [] };
  const index = around.length;
  const module = moduleOf({ moduleHead, pieces: [...around, own] }, index, { text, uses });
  const needed = neededBy([...around, own], { index, uses }).parts.map(({ piece, part }) => ({ fence: fences[piece], isHoisted: pieces[piece]?.hoisted.parts.some(({ from }) => from === part.from) ?? false }));
  return { claim: claimOf(task), compiled: { ...module, text: compile(module.text) }, elsewhere: elsewhereOf(needed) };
}

const nowhere = span(0, 0);

/** Without the places in the chapter, which no page needs, and which would be others after each change of the prose before it. */
function claimOf(task: PageClaim["task"]): Claim {
  if (task.kind === "derivation") return { kind: task.kind, claim: { ...task.claim, displays: task.claim.displays.map(({ latex }) => ({ latex, lineStarts: [] })) } };
  const rows = task.claim.rows.map((row) => ({ ...row, span: nowhere, entries: row.entries.map((entry) => ({ ...entry, span: nowhere, formula: { latex: entry.formula.latex, lineStarts: [] } })) }));
  return { kind: task.kind, claim: { ...task.claim, rows } };
}

/** Why what one of its cells computes for a claim is not to be had in a page; what it only imports, or says as a function, is. */
function elsewhereOf(needed: readonly { readonly fence: Fence | undefined; readonly isHoisted: boolean }[]): string | null {
  const computing = needed.flatMap(({ fence, isHoisted }) => (fence === undefined || isHoisted ? [] : [fence]));
  const asking = computing.find(({ needs }) => needs.length > 0);
  if (asking !== undefined) return `it needs what a cell computes where the machine has ${inWords(asking.needs)}`;
  const isOfNode = (fence: Fence): boolean => !runsInPage({ ...fence, role: "run", live: false, still: false, measure: false });
  return computing.some(isOfNode) ? "it needs what a cell reads from the disk, or from a process" : null;
}
