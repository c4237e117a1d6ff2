/** A cell and what it needs of the cells before it → one module, in the order of the text. */
import type { CellsFile, Module, Part, Piece } from "./cellsFile.ts";

/** A part of an earlier cell. */
export interface NeededPart {
  readonly piece: number;
  readonly part: Part;
}

/** The parts of earlier pieces that one needs: those that declare or change a name that it uses, and what these need in turn. */
export function neededBy(pieces: readonly Pick<Piece, "parts">[], index: number, uses: readonly string[]): readonly NeededPart[] {
  const earlier = pieces.slice(0, index).flatMap(({ parts }, piece) => parts.map((part): NeededPart => ({ piece, part })));
  // `console.log` changes nothing that a cell has declared
  const declared = new Set(pieces.flatMap(({ parts }) => parts.flatMap(({ declares }) => declares)));
  const wanted = new Set(uses.filter((name) => declared.has(name)));
  const needed = new Set<NeededPart>();
  // a function may use what is declared behind it, so one round from the end need not be the last
  for (let size = -1; size < needed.size; ) {
    size = needed.size;
    for (const each of earlier.toReversed()) {
      const { declares, changes, uses: own } = each.part;
      if (needed.has(each) || ![...declares, ...changes].some((name) => wanted.has(name))) continue;
      needed.add(each);
      for (const name of own) if (declared.has(name)) wanted.add(name);
    }
  }
  return earlier.filter((each) => needed.has(each));
}

/** The module, in TypeScript; `text` stands for the piece's own. */
export function moduleOf({ moduleHead, pieces }: Pick<CellsFile, "moduleHead" | "pieces">, index: number, { text, uses }: { readonly text: string; readonly uses: readonly string[] }): Module {
  const own = pieces[index];
  const needed = neededBy(pieces, index, uses);
  const before = `${moduleHead}${earlierOf(own, needed, ({ piece, part }) => linesOf(pieces[piece]?.text ?? "", part))}${own?.before ?? ""}`;
  return { text: `${before}${text}${own?.after ?? ""}`, hasBefore: needed.length > 0, linesBefore: count(before) };
}

/** The same of the piece as printed, compiled. */
export function printedModuleOf({ compiledHead, pieces }: Pick<CellsFile, "compiledHead" | "pieces">, index: number): Module {
  const own = pieces[index];
  const needed = neededBy(pieces, index, own?.uses ?? []);
  const before = `${compiledHead}${earlierOf(own, needed, ({ piece, part }) => compiledLinesOf(pieces[piece], part))}`;
  return { text: `${before}${own?.code ?? ""}`, hasBefore: needed.length > 0, linesBefore: count(before) + count(own?.before ?? "") };
}

/** What is needed, as one cell that stands between the same as any. */
function earlierOf(own: Piece | undefined, needed: readonly NeededPart[], textOf: (each: NeededPart) => string): string {
  return needed.length === 0 ? "" : `${own?.before ?? ""}${needed.map(textOf).join("")}${own?.after.trimStart() ?? ""}`;
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
