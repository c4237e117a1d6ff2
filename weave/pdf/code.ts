/** A fenced block → Typst: chunks with their heads and feet, cells, output, mistakes. */
import { codeLines } from "../highlight.ts";
import type { BookCode, ChunkView } from "../tree.ts";
import { COLUMNS, linesMarkup, plainMarkup, type ShownLine } from "./codeLines.ts";
import { alwaysSaid, caveats } from "../proofWords.ts";
import { typstMarkup, typstString } from "./escape.ts";
import { anchored, printed, type Session } from "./session.ts";
import { isOut, type Piece } from "./setAside.ts";

/** The block where it stands in the text; for what is set aside, a word in the margin, and nothing for checks and for what draws figures. */
export function codeMarkup(code: BookCode, session: Session): string {
  if (isOut(code)) return code.hide ? pointer(code, session) : "";
  if (session.isAside(code)) return cellApart(code, session);
  if (code.role === "output") return `#output([${plainMarkup(code.value, COLUMNS.output)}])`;
  return code.chunk === null ? cellMarkup(code, session) : chunkMarkup(code, code.chunk, session);
}

/** A piece in the companion, under its name, if it is a chunk, and a few words on it. */
export function pieceMarkup({ code, id }: Piece, said: string, session: Session): string {
  const lines = linesMarkup(shownLines(code, session), COLUMNS.program, session);
  const { chunk } = code;
  const name = chunk?.kind === "chunk" ? typstString(chunk.name) : "none";
  const sign = chunk === null ? "none" : `"${chunk.sign}"`;
  const foot = chunk === null ? "" : footMarkup(chunk, session);
  return `#piece(${anchored(id, session)}, ${name}, ${sign}, ${typstString(said)}${foot === "" ? "" : `, foot: [${foot}]`})[${lines}]`;
}

function pointer(code: BookCode, session: Session): string {
  return `${POINTER}${session.key()}, ${printed(session.asideId(code), session)})`;
}

/** How the word in the margin begins; `prepare` makes one of several in a row. */
export const POINTER = "#set-aside-note(";

/** Where the companion has a cell of which the book shows what it printed, and what is said of that. */
function cellApart(code: BookCode, session: Session): string {
  const remark = remarkOf(code);
  const id = code.id === null ? "" : `, id: ${anchored(code.id, session)}`;
  const check = code.proof?.state === "proved" ? ", checked: true" : "";
  return `#cell-apart(${session.key()}, "${code.role === "experiment" ? "experiment" : "cell"}", ${printed(session.asideId(code), session)}${id}${remark === null ? "" : `, remark: [${remark}]`}${check})`;
}

function chunkMarkup(code: BookCode, chunk: ChunkView, session: Session): string {
  const lines = linesMarkup(shownLines(code, session), COLUMNS.text, session);
  const named = chunk.kind === "chunk"
    ? `head: chunk-head(${typstString(chunk.name)}, "${chunk.sign}"), `
    : `beside-it: (${session.key()}, file-name(${typstString(chunk.name)}, "${chunk.sign}")), `;
  const foot = footMarkup(chunk, session);
  return `#code([${lines}], id: ${anchored(chunk.id, session)}, ${named}${foot === "" ? "" : `foot: [${foot}], `}${whole(code)})`;
}

function cellMarkup(code: BookCode, session: Session): string {
  const lines = linesMarkup(shownLines(code, session), COLUMNS.text, session);
  const id = code.id === null ? "" : `id: ${anchored(code.id, session)}, `;
  const remark = remarkOf(code);
  const check = code.proof?.state === "proved" ? "checked: true, " : "";
  return `#code([${lines}], ${id}${remark === null ? "" : `beside-it: (${session.key()}, [${remark}]), `}${check}${whole(code)})`;
}

/** In the margin: that it is wrong on purpose, what is known of it, under which conditions something was measured or recorded. */
function remarkOf({ role, wrong, proof }: BookCode): string | null {
  const said = [
    ...(role === "wrong" ? [`#wrong(${typstString(wrong === null || wrong === "breaks" ? "fails" : wrong)})`] : []),
    ...alwaysSaid(proof).map(typstMarkup),
    ...caveats(proof, role).map((words) => `#caveat[${typstMarkup(words)}]`),
  ];
  return said.length === 0 ? null : said.join("#linebreak()");
}

/** A short piece is kept on one page. */
const whole = (code: BookCode): string => `whole: ${code.value.split("\n").length <= 6}`;

/** The lines to show: of a replacement, with those that it took away. */
function shownLines(code: BookCode, session: Session): readonly ShownLine[] {
  const lines = codeLines(code, session.highlighter);
  const difference = code.chunk?.difference ?? [];
  if (difference.length === 0) return lines.map((line) => ({ line, change: "none" }));
  let next = 0;
  return difference.flatMap(({ kind, text }): readonly ShownLine[] => {
    if (kind === "removed") return [{ line: { kind: "tokens", tokens: [{ kind: "plain", text }] }, change: kind }];
    const line = lines[next];
    next += 1;
    return line === undefined ? [] : [{ line, change: kind }];
  });
}

function footMarkup(chunk: ChunkView, session: Session): string {
  const places = (links: readonly { readonly id: string }[]): string => `#places((${links.map((link) => `${printed(link.id, session)},`).join(" ")}))`;
  const said = [
    ...(chunk.previous === null ? [] : [`Continues what stands ${places([chunk.previous])}.`]),
    ...(chunk.replaces.length === 0 ? [] : [`Replaces what stands ${places(chunk.replaces)}.`]),
    ...(chunk.usedIn.length === 0 ? [] : [`Used ${places(chunk.usedIn)}.`]),
    ...(chunk.next === null ? [] : [`Continued ${places([chunk.next])}.`]),
    ...(chunk.replacedBy === null ? [] : [`Replaced ${places([chunk.replacedBy])}.`]),
  ];
  return said.join(" ");
}
