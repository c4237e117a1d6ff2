/** A cell and the earlier ones that it needs → one module, in the order of the text. */
import type { CellsFile, Module, Piece } from "./cellsFile.ts";

/** The earlier pieces that one needs: those that declare or change a name that it uses, and what they need in turn. */
export function neededBy(pieces: readonly Piece[], index: number, uses: readonly string[]): readonly number[] {
  // `console.log` changes nothing that a cell has declared
  const declared = new Set(pieces.flatMap(({ declares }) => declares));
  const wanted = new Set(uses.filter((name) => declared.has(name)));
  const needed: number[] = [];
  for (let at = index - 1; at >= 0; at--) {
    const piece = pieces[at];
    if (piece === undefined || ![...piece.declares, ...piece.changes].some((name) => wanted.has(name))) continue;
    needed.unshift(at);
    for (const name of piece.uses) if (declared.has(name)) wanted.add(name);
  }
  return needed;
}

/** The module, in TypeScript; `text` stands for the piece's own. */
export function moduleOf({ moduleHead, pieces }: Pick<CellsFile, "moduleHead" | "pieces">, index: number, { text, uses }: { readonly text: string; readonly uses: readonly string[] }): Module {
  const earlier = neededBy(pieces, index, uses).flatMap((at) => pieces[at] ?? []);
  const own = pieces[index];
  const before = `${moduleHead}${earlier.map((piece) => piece.before + piece.text + piece.after).join("")}${own?.before ?? ""}`;
  return { text: `${before}${text}${own?.after ?? ""}`, cells: earlier.length + 1, linesBefore: before.split("\n").length - 1 };
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
