/** A fenced block → Typst: chunks with their heads and feet, cells, output, mistakes. */
import { codeLines } from "../highlight.ts";
import type { BookCode, ChunkView } from "../tree.ts";
import { COLUMNS, linesMarkup, plainMarkup, type ShownLine } from "./codeLines.ts";
import { alwaysSaid, caveats } from "../proofWords.ts";
import { typstMarkup, typstString } from "./escape.ts";
import { anchored, linked, type Session } from "./session.ts";

/** Print sets these aside, at the chapter's end: hidden chunks, checks, and what draws a figure. */
export function isSetAside(code: BookCode): boolean {
  return code.hide || code.role === "verify" || code.role === "figure";
}

/** The block where it stands in the text; for what is set aside, a word in the margin, and nothing for checks and figures. */
export function codeMarkup(code: BookCode, session: Session): string {
  if (isSetAside(code)) return code.hide ? pointer(code, session) : "";
  if (code.role === "output") return `#output([${plainMarkup(code.value, COLUMNS.output)}])`;
  return code.chunk === null ? cellMarkup(code, session) : chunkMarkup(code, code.chunk, { session, small: "" });
}

/** The block at the chapter's end, small. */
export function asideMarkup(code: BookCode, label: string, session: Session): string {
  if (code.chunk !== null) return chunkMarkup(code, code.chunk, { session, small: "size: small-code-size, " });
  const lines = linesMarkup(shownLines(code, session), COLUMNS.small, session);
  return `#code([${lines}], id: ${anchored(session.asideId(code), session)}, size: small-code-size, head: aside-head[#${typstString(label)};], ${whole(code)})`;
}

function pointer(code: BookCode, session: Session): string {
  return `${POINTER}${session.key()}, ${linked(session.asideId(code), session)})`;
}

/** How the word in the margin begins; `prepare` makes one of several in a row. */
export const POINTER = "#set-aside-note(";

function chunkMarkup(code: BookCode, chunk: ChunkView, { session, small }: { readonly session: Session; readonly small: string }): string {
  const lines = linesMarkup(shownLines(code, session), small === "" ? COLUMNS.text : COLUMNS.small, session);
  const named = chunk.kind === "chunk"
    ? `head: chunk-head(${typstString(chunk.name)}, "${chunk.sign}"), `
    : `beside-it: (${session.key()}, file-name(${typstString(chunk.name)}, "${chunk.sign}")), `;
  const foot = footMarkup(chunk, session);
  return `#code([${lines}], id: ${anchored(chunk.id, session)}, ${named}${small}${foot}${whole(code)})`;
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
const whole = (code: BookCode): string => `whole: ${code.value.split("\n").length <= 12}`;

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
  const ids = (links: readonly { readonly id: string }[]): string => `(${links.map((link) => `${linked(link.id, session)},`).join(" ")})`;
  const said = [
    ...(chunk.previous === null ? [] : [`Continues #pages-list(${ids([chunk.previous])}).`]),
    ...(chunk.replaces.length === 0 ? [] : [`Replaces what stands on #pages-list(${ids(chunk.replaces)}).`]),
    ...(chunk.usedIn.length === 0 ? [] : [`Used on #pages-list(${ids(chunk.usedIn)}).`]),
    ...(chunk.next === null ? [] : [`Continued on #pages-list(${ids([chunk.next])}).`]),
    ...(chunk.replacedBy === null ? [] : [`Replaced on #pages-list(${ids([chunk.replacedBy])}).`]),
  ];
  return said.length === 0 ? "" : `foot: [${said.join(" ")}], `;
}
