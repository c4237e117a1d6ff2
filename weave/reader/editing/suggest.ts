/** What may be meant by the beginning of a name before the caret. */
import type { KnownNames } from "./names.ts";
import { piecesOf } from "./pieces.ts";

/** Names for a word of the text. */
export interface Suggestions {
  /** Where the word begins. */
  readonly from: number;
  readonly names: readonly Suggestion[];
}

/** A name, and its type as the listings' notes have it; "" where none is known. */
export interface Suggestion {
  readonly name: string;
  readonly type: string;
}

/** So many are shown. */
const most = 8;

/** Those for what is typed; `asked` is true for a reader who asks for them, be the word ever so short. None in a comment or a string. */
export function suggestionsFor(text: string, caret: number, { known, asked }: { readonly known: KnownNames; readonly asked: boolean }): Suggestions {
  const before = text.slice(0, caret);
  const [, dot = "", word = ""] = /(\??\.)?([\p{ID_Continue}$]*)$/u.exec(before) ?? [];
  const from = caret - word.length;
  const isShort = dot === "" && word.length < 2;
  if ((isShort && !asked) || /^\d/.test(word) || !isCode(before)) return { from, names: [] };
  const names = dot === "" ? withOwn(known.plain, text, word) : known.members;
  const found = [...names].filter(([name]) => name !== word && name.toLowerCase().startsWith(word.toLowerCase()));
  const rank = (name: string): number => Number(!name.startsWith(word));
  return { from, names: found.toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, most).map(([name, type]) => ({ name, type })) };
}

/** What is written is not in what it ends with, if that is a comment or a string. */
function isCode(before: string): boolean {
  const last = piecesOf(before).at(-1);
  if (last?.kind === "c") return /\*\/$/.test(last.text);
  return last?.kind !== "s" || /^(["'`])[^]*\1$/.test(last.text);
}

/** With the names of the text itself. */
function withOwn(names: ReadonlyMap<string, string>, text: string, word: string): ReadonlyMap<string, string> {
  const own = piecesOf(text).filter(({ kind }) => kind === "" || kind === "t").flatMap((piece) => piece.text.match(/(?<![.\p{ID_Continue}$])[\p{ID_Start}$_][\p{ID_Continue}$]+/gu) ?? []);
  return new Map([...own.filter((name) => name !== word).map((name) => [name, names.get(name) ?? ""] as const), ...names]);
}
