/** A cell and what it needs of the cells before it → one module, in the order of the text. */
import type { CellsFile, Module, Part, Piece } from "./cellsFile.ts";
import { isName, neededBy, type Asked, type Kept, type Needed, type PlacedPart } from "./kept.ts";

/** The module of a cell as it is now, in TypeScript; of what was kept, values take the place of parts. */
export function moduleOf({ moduleHead, pieces }: Pick<CellsFile, "moduleHead" | "pieces">, index: number, { text, uses, kept }: Omit<Asked, "index"> & { readonly text: string }): Module {
  const own = pieces[index];
  const needed = neededBy(pieces, { index, uses, kept });
  const before = `${moduleHead}${givenTo(needed)}${earlierOf(own, needed, ({ piece, part }) => linesOf(pieces[piece]?.text ?? "", part))}${own?.before ?? ""}`;
  return { text: `${before}${text}${own?.after ?? ""}`, linesBefore: count(before), ...whatRan(needed) };
}

/** The same of the piece as printed, compiled. What it makes itself is there for the cells behind it. */
export function printedModuleOf({ compiledHead, pieces }: Pick<CellsFile, "compiledHead" | "pieces">, index: number, kept?: Kept): Module {
  const own = pieces[index];
  const needed = neededBy(pieces, { index, uses: own?.uses ?? [], kept });
  const before = `${compiledHead}${givenTo(needed)}${earlierOf(own, needed, ({ piece, part }) => compiledLinesOf(pieces[piece], part))}`;
  const all = [...partsIn(needed), ...(own?.parts ?? [])];
  const { hasBefore, keeps } = whatRan(needed);
  return { text: `${before}${own?.code ?? ""}${keeping(all)}`, linesBefore: count(before) + count(own?.before ?? ""), hasBefore, keeps: [...keeps, ...(all.some(makes) ? [{ ran: all, since: index + 1 }] : [])] };
}

function whatRan(needed: Needed): Pick<Module, "hasBefore" | "keeps"> {
  const ran = partsIn(needed);
  return { hasBefore: ran.length > 0, keeps: ran.some(makes) ? [{ ran, since: 0 }] : [] };
}

const partsIn = ({ parts }: Needed): readonly Part[] => parts.map(({ part }) => part);

const makes = ({ declares }: Part): boolean => declares.some(isName);

/** Names whose values were kept; a cell may give them others. */
function givenTo({ given }: Needed): string {
  return given.length === 0 ? "" : `let { ${given.join(", ")} } = __prove.kept;\n`;
}

/** Gives what there is to keep, by name; of an import the compiler leaves no name. */
function keeping(ran: readonly Part[]): string {
  const names = [...new Set(ran.flatMap(({ declares }) => declares))].filter(isName);
  return names.length === 0 ? "" : `__prove.keep({ ${names.map((name) => `${name}: typeof ${name} === "undefined" ? undefined : ${name}`).join(", ")} });\n`;
}

/** What is needed, as one cell that stands between the same as any. */
function earlierOf(own: Piece | undefined, { parts }: Needed, textOf: (each: PlacedPart) => string): string {
  if (parts.length === 0) return "";
  return `${own?.before ?? ""}${parts.map(textOf).join("")}${own?.after.trimStart() ?? ""}${keeping(parts.map(({ part }) => part))}`;
}

function linesOf(text: string, { from, to }: Pick<Part, "from" | "to">): string {
  return text.split("\n").slice(from, to).map((line) => `${line}\n`).join("");
}

/** The compiler leaves each line where it stands. */
function compiledLinesOf(piece: Piece | undefined, { from, to }: Part): string {
  if (piece === undefined) return "";
  const above = count(piece.before);
  return linesOf(piece.code, { from: from + above, to: to + above });
}

function count(text: string): number {
  return text.split("\n").length - 1;
}

/** The names that an edited cell uses: those of the printed one, and every word that came in; a word too many runs a cell too many, which changes nothing. */
export function usesAfter(printed: Piece, text: string): readonly string[] {
  const old = new Set(wordsIn(printed.text));
  const fresh = wordsIn(text).filter((word) => !old.has(word));
  return [...printed.uses, ...fresh].filter((name) => !new RegExp(`^\\s*(?:const|let|function|class)\\s+${name.replace(/\$/g, "\\$&")}\\b`, "m").test(text));
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [];
}
