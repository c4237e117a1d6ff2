/** Reads LaTeX piece by piece and rewrites what tex2typst would get wrong; the rest passes, if it is in the vocabulary. */
import { delimiters, delimiterSizes, environments, ownSymbols, plainCommands, synonyms } from "./vocabulary.ts";

/** LaTeX for tex2typst, and the Typst that stands for each of the names in it that we made up. */
export interface Rewritten {
  readonly latex: string;
  readonly parts: readonly string[];
}

/** What we cannot set; `offset` is its place in the formula. */
export class UnknownLatex extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Sets a formula inside text: the mathematics of `\text{if $x$}`. */
export type SetInner = (latex: string) => string;

/** The command that stands for part `index`: letters only, and of a kind that takes scripts. */
export const partName = (index: number): string => `zq${[...String(index)].map((digit) => "abcdefghij"[Number(digit)] ?? "").join("")}q`;

/** Rewrites a formula. Throws `UnknownLatex` at the first thing that is not in the vocabulary. */
export function rewrite(latex: string, setInner: SetInner): Rewritten {
  const reader: Reader = { text: latex, at: 0, parts: [], setInner, cells: [] };
  let out = "";
  while (reader.at < latex.length) out += piece(reader);
  return { latex: out, parts: reader.parts };
}

interface Reader {
  readonly text: string;
  at: number;
  readonly parts: string[];
  readonly setInner: SetInner;
  /** The environments we are in, innermost last. */
  readonly cells: string[];
}

function piece(reader: Reader): string {
  const rest = reader.text.slice(reader.at);
  const number = /^\d+(?:\{,\}\d+)+(?:\.\d+)?/.exec(rest);
  if (number) return part(reader, number[0].length, `"${number[0].replaceAll("{,}", ",")}"`);
  const command = /^\\([A-Za-z]+\*?|[\s\S])/.exec(rest);
  if (command) return commandPiece(reader, command[1] ?? "");
  if (rest.startsWith("{,}")) return part(reader, 3, '","');
  if (rest.startsWith(":=")) return part(reader, 2, 'class("relation", colon.eq)');
  if (rest.startsWith("&&")) return reasonPiece(reader);
  if (rest.startsWith("&")) return skip(reader, 1, reader.cells.at(-1) === "cases" ? "&\\quad " : "&");
  if (rest.startsWith("%")) return skip(reader, rest.search(/\n|$/), "");
  if (rest.startsWith('"')) throw new UnknownLatex("the PDF edition cannot set a quotation mark in a formula", reader.at);
  return skip(reader, 1, rest.charAt(0));
}

function commandPiece(reader: Reader, name: string): string {
  const start = reader.at;
  if (name === "begin" || name === "end") return environmentPiece(reader, name);
  const size = /^(big|Big|bigg|Bigg)([lrm]?)$/.exec(name);
  if (size) return delimiterPiece(reader, size[1] ?? "", size[2] ?? "");
  reader.at += name.length + 1;
  if (name === "\\") return skip(reader, /^\s*\[[^\]]*\]/.exec(reader.text.slice(reader.at))?.[0].length ?? 0, "\\\\ ");
  if (name === "left" || name === "right") return `\\${name}${sideDelimiter(reader)}`;
  if (name in textual) return part(reader, 0, textual[name as keyof typeof textual](argument(reader, start), reader));
  if (name === "middle") return middlePiece(reader, start);
  if (name === "phantom" || name === "boxed") return part(reader, 0, `${name}(${reader.setInner(argument(reader, start))})`);
  const styled = /^([td])(frac|binom)$/.exec(name);
  if (styled) return part(reader, 0, `${styled[1] === "t" ? "inline" : "display"}(${styled[2]}(${fractionParts(reader, start)}))`);
  const own = ownSymbols.get(name);
  if (own !== undefined) return part(reader, 0, own);
  const synonym = synonyms.get(name);
  if (synonym !== undefined) return `${synonym} `;
  if (/^[^A-Za-z]$/.test(name) && "{}%$&#_,:;!> ".includes(name)) return name === ">" ? "\\: " : `\\${name}`;
  if (plainCommands.has(name.replace(/\*$/, ""))) return `\\${name}`;
  throw new UnknownLatex(`the PDF edition cannot set \`\\${name}\``, start);
}

/** Words in mathematics. Theirs is the only place where LaTeX's text becomes ours, so it is quoted here. */
const textual = {
  text: (raw: string, reader: Reader) => wordsOf(raw, reader),
  textrm: (raw: string, reader: Reader) => wordsOf(raw, reader),
  textnormal: (raw: string, reader: Reader) => wordsOf(raw, reader),
  mbox: (raw: string, reader: Reader) => wordsOf(raw, reader),
  textbf: (raw: string, reader: Reader) => `strongwords(${wordPieces(raw, reader)})`,
  textit: (raw: string, reader: Reader) => `slantedwords(${wordPieces(raw, reader)})`,
  emph: (raw: string, reader: Reader) => `slantedwords(${wordPieces(raw, reader)})`,
  texttt: (raw: string) => `codewords(${quoted(raw)})`,
  mathrm: (raw: string, reader: Reader) => letters("upright", raw, reader),
  mathit: (raw: string, reader: Reader) => letters("italic", raw, reader),
  mathsf: (raw: string, reader: Reader) => letters("sans", raw, reader),
  mathtt: (raw: string, reader: Reader) => letters("mono", raw, reader),
  mathnormal: (raw: string, reader: Reader) => letters("italic", raw, reader),
  operatorname: (raw: string) => `op(${quoted(raw)})`,
  "operatorname*": (raw: string) => `op(${quoted(raw)}, limits: #true)`,
} as const;

/** A word keeps its letters together; a single letter or a formula is set as mathematics. */
function letters(style: "upright" | "italic" | "sans" | "mono", raw: string, reader: Reader): string {
  return /^[A-Za-z0-9 ,.\-]{2,}$/.test(raw) ? `${style}(${quoted(raw)})` : `${style}(${reader.setInner(raw)})`;
}

const wordsOf = (raw: string, reader: Reader): string => `words(${wordPieces(raw, reader)})`;

/** Text and, between dollars, formulas, as arguments of a function that sets only the text in the text's face. */
function wordPieces(raw: string, reader: Reader): string {
  return raw.split(/(?<!\\)\$/).flatMap((text, index) =>
    text === "" ? [] : [index % 2 === 1 ? `among(${reader.setInner(text)})` : quoted(text)]).join(", ");
}

function quoted(raw: string): string {
  const text = raw.replace(/\\[,:;]/g, "\u2009").replace(/\\ |~/g, "\u00a0").replace(/\\!/g, "").replace(/\\([{}%$&#_])/g, "$1");
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function part(reader: Reader, length: number, typst: string): string {
  reader.at += length;
  reader.parts.push(typst);
  return `\\operatorname{${partName(reader.parts.length - 1)}}`;
}

function skip(reader: Reader, length: number, latex: string): string {
  reader.at += length;
  return latex;
}

/** The reason at the end of a line: `&& \text{quotient rule}`. */
function reasonPiece(reader: Reader): string {
  const start = reader.at + 2;
  const found = /^\s*(?:\\quad\s*|\\qquad\s*)?\\text(?=\{)/.exec(reader.text.slice(start));
  if (!found) return skip(reader, 2, "&&\\quad ");
  reader.at = start + found[0].length;
  return `&&\\quad ${part(reader, 0, `reason(${wordPieces(argument(reader, start), reader)})`)}`;
}

/** Environments that only align stand bare in Typst, so they must be the whole formula; inside one they become an array. */
function environmentPiece(reader: Reader, name: "begin" | "end"): string {
  const start = reader.at;
  reader.at += name.length + 1;
  const environment = argument(reader, start);
  if (!environments.has(environment)) throw new UnknownLatex(`the PDF edition cannot set the environment \`${environment}\``, start);
  const given = /^(?:array|alignat|alignedat)/.test(environment) && name === "begin" ? argument(reader, start) : "";
  if (name === "begin") reader.cells.push(environment);
  else reader.cells.pop();
  const rest = reader.text.slice(reader.at).trim();
  const whole = name === "begin" ? reader.text.slice(0, start).trim() === "" && endsWith(rest, environment) : rest === "" && beginsWith(reader.text, environment);
  if (environment === "array") return `\\${name}{array}${given === "" ? "" : `{${given}}`}`;
  if (environment === "smallmatrix") return `\\${name}{matrix}`;
  if (/matrix$|^cases$/.test(environment)) return `\\${name}{${environment}}`;
  return whole ? `\\${name}{aligned}` : name === "begin" ? "\\begin{array}{rl}" : "\\end{array}";
}

const endsWith = (rest: string, environment: string): boolean => rest.indexOf(`\\end{${environment}}`) === rest.length - `\\end{${environment}}`.length;
const beginsWith = (text: string, environment: string): boolean => text.trim().startsWith(`\\begin{${environment}}`) && text.lastIndexOf(`\\begin{${environment}}`) === text.indexOf(`\\begin{${environment}}`);

/** `\bigl(`: a delimiter of a stated size, opening, closing or, as `\big`, neither. */
function delimiterPiece(reader: Reader, size: string, side: string): string {
  const start = reader.at;
  reader.at += size.length + side.length + 1;
  const written = /^\s*(\\[A-Za-z]+|\\?[\s\S])/.exec(reader.text.slice(reader.at));
  const typst = delimiters.get(written?.[1] ?? "");
  if (written === null || typst === undefined) throw new UnknownLatex(`\`\\${size}${side}\` is followed by no delimiter that the PDF edition can set`, start);
  const kind = side === "l" ? "opening" : side === "r" ? "closing" : side === "m" ? "relation" : /^[([]|\\[{l]/.test(written[1] ?? "") ? "opening" : /^[)\]]|\\[}r]/.test(written[1] ?? "") ? "closing" : "normal";
  return part(reader, written[0].length, `class("${kind}", lr(${typst}, size: #${delimiterSizes.get(size) ?? "1em"}))`);
}

/** `\middle|` grows with the delimiters around it. */
function middlePiece(reader: Reader, start: number): string {
  const written = /^\s*(\\[A-Za-z]+|\\?[\s\S])/.exec(reader.text.slice(reader.at));
  const typst = delimiters.get(written?.[1] ?? "");
  if (written === null || typst === undefined) throw new UnknownLatex("`\\middle` is followed by no delimiter that the PDF edition can set", start);
  return part(reader, written[0].length, `mid(${typst})`);
}

/** The two arguments of a fraction of a stated style. Commas inside are not commas between. */
function fractionParts(reader: Reader, start: number): string {
  const inner = (): string => `among(${reader.setInner(argument(reader, start))})`;
  return `${inner()}, ${inner()}`;
}

/** The delimiter after `\left` or `\right`, in the spelling that tex2typst knows. */
function sideDelimiter(reader: Reader): string {
  const found = /^\s*(\\[A-Za-z]+|\\?[\s\S])/.exec(reader.text.slice(reader.at));
  const written = found?.[1] ?? ".";
  reader.at += found?.[0].length ?? 0;
  const known = written === "\\lVert" || written === "\\rVert" || written === "\\Vert" ? "\\|" : /^\\[lr]?vert$/.test(written) ? "|" : written;
  return /^\\[A-Za-z]/.test(known) ? `${known} ` : known;
}

/** The argument that follows: a group without its braces, or one token. */
function argument(reader: Reader, start: number): string {
  const space = /^\s*/.exec(reader.text.slice(reader.at))?.[0].length ?? 0;
  reader.at += space;
  const open = reader.at;
  if (reader.text[open] !== "{") {
    const token = /^\\[A-Za-z]+|^\\?[\s\S]/.exec(reader.text.slice(open))?.[0] ?? "";
    return skip(reader, token.length, token);
  }
  for (let depth = 0, at = open; at < reader.text.length; at += 1) {
    const character = reader.text[at];
    if (character === "\\") at += 1;
    else if (character === "{") depth += 1;
    else if (character === "}" && (depth -= 1) === 0) {
      reader.at = at + 1;
      return reader.text.slice(open + 1, at);
    }
  }
  throw new UnknownLatex("a group is not closed", start);
}
