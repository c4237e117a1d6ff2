/** The letters that names are made of: `x`, `\lambda`, `\hat{x}`, `\mathbf{W}`, `\mathrm{loss}`. */
import { accents, faces, letters } from "../commands.ts";
import type { MathSpan } from "../expression.ts";
import { argument, peek, take, type Reader, type Slice } from "../reader.ts";
import { refuse } from "../refusal.ts";
import type { Token } from "../tokens.ts";

/** One letter, or one word that was set as a word. */
export interface Item extends MathSpan {
  /** As a cell binds it: `lambda`, `x_hat`. */
  readonly name: string;
  /** How it looks where another look has the same name: `\mathcal`, `\varepsilon`; else "". */
  readonly picture: string;
  /** A word is a name of its own: it does not join with its neighbours. */
  readonly word: boolean;
}

/** True if `name` is bound, by `given` or as an index. */
export function isBound(reader: Reader, name: string): boolean {
  return reader.names.bound.has(name) || reader.indices.includes(name);
}

/** True if `name` is a function and no index hides it. */
export function isFunction(reader: Reader, name: string): boolean {
  return reader.names.functions.has(name) && !reader.indices.includes(name);
}

/** The next letter or word; null, and nothing taken, if none stands here. */
export function readItem(reader: Reader): Item | null {
  const token = peek(reader);
  const { start, end, text, kind } = token;
  if (kind === "letter") return take(reader), { name: text, picture: "", word: false, start, end };
  if (kind === "text") return readText(reader, token);
  if (kind !== "command") return null;
  const letter = letters.get(text);
  if (letter) return take(reader), { name: letter, picture: text.startsWith("\\var") ? text : "", word: false, start, end };
  const accent = accents.get(text);
  if (accent) return readAccented(reader, accent);
  return faces.has(text) ? readFaced(reader) : null;
}

/** The name that a text stands for, if one of that name is bound; else null. */
export function textName(reader: Reader, { text }: Token): string | null {
  return isWord(text) && isBound(reader, text) ? text : null;
}

function readText(reader: Reader, token: Token): Item | null {
  const name = textName(reader, token);
  if (name === null) return null;
  take(reader);
  return { name, picture: "", word: true, start: token.start, end: token.end };
}

function readAccented(reader: Reader, accent: string): Item {
  const command = take(reader);
  const slice = argument(reader, command.text);
  const inner: Reader = { ...reader, tokens: slice.tokens, position: 0 };
  const item = readItem(inner);
  if (!item || item.word || inner.position < slice.tokens.length) {
    refuse(`\`${command.text}\` stands over more than one letter`, slice, `write it over the letter alone, as \`${command.text}{x}_i\``);
  }
  return { ...item, name: item.name + accent, start: command.start, end: endOf(reader) };
}

function readFaced(reader: Reader): Item {
  const command = take(reader);
  const slice = argument(reader, command.text);
  const word = plainWord(slice);
  const { start } = command;
  if (word === "1" || word === "0") return { name: word === "1" ? "ones" : "zeros", picture: "", word: true, start, end: endOf(reader) };
  if (word !== null) return { name: word, picture: faces.get(command.text) ?? "", word: word.length > 1, start, end: endOf(reader) };
  const inner: Reader = { ...reader, tokens: slice.tokens, position: 0 };
  const item = readItem(inner);
  if (!item || inner.position < slice.tokens.length) refuse(`\`${command.text}\` is read only of a letter or a word`, slice);
  return { ...item, picture: item.picture || (faces.get(command.text) ?? ""), start, end: endOf(reader) };
}

/** The letters and digits of a slice that holds nothing else; null if it does. */
export function plainWord({ tokens }: Slice): string | null {
  const plain = tokens.every(({ kind }) => kind === "letter" || kind === "number");
  const text = tokens.map((token) => token.text).join("");
  return plain && /^[A-Za-z0-9]+$/.test(text) ? text : null;
}

/** What follows `_` in a whole name: `Q` of `W_Q`, `max` of `x_{\max}`, `theta` of `\pi_\theta`; null if it is no such thing. */
export function suffixOf(slice: Slice): string | null {
  const plain = plainWord(slice);
  if (plain !== null) return isAccent(plain) ? null : plain;
  const [first, ...others] = slice.tokens;
  if (!first) return null;
  if (first.kind === "text") return others.length === 0 && isWord(first.text) ? first.text : null;
  if (first.kind !== "command") return null;
  if (faces.has(first.text)) return plainWord({ ...slice, tokens: others.filter(({ kind }) => kind !== "open" && kind !== "close") });
  if (others.length > 0) return null;
  return letters.get(first.text) ?? (/^\\(?:min|max)$/.test(first.text) ? first.text.slice(1) : null);
}

/** Keeps one name to one picture, and refuses a second. */
export function notePicture(reader: Reader, { name, picture, start, end }: Item): void {
  const before = reader.noted.pictures.get(name);
  if (before !== undefined && before !== picture) {
    refuse(`\`${name}\` is written in two ways`, { start, end }, "write it in one, or bind the two by different names");
  }
  reader.noted.pictures.set(name, picture);
}

function isWord(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(text.trim());
}

// `x_{hat}` is not `\hat{x}`, though their names would be the same
function isAccent(word: string): boolean {
  return ["hat", "bar", "tilde"].includes(word);
}

function endOf(reader: Reader): number {
  return reader.tokens[reader.position - 1]?.end ?? peek(reader).end;
}
