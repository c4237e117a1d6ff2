/** Highlighted lines of code → the body of a Typst content block. */
import type { CodeLine, Token } from "../highlight.ts";
import type { TokenKind } from "../palette.ts";
import { typstString } from "./escape.ts";
import { printed, type Session } from "./session.ts";
import { wrapLine } from "./wrap.ts";

/** How many columns fit: the width of the text, or of a column of the companion, by the mono's advance, 0.6 of its size. */
export const COLUMNS = { text: 81, output: 79, program: 70 } as const;

/** A line, and whether a replacement took it away or put it there. */
export interface ShownLine {
  readonly line: CodeLine;
  readonly change: "none" | "same" | "removed" | "added";
}

/** What a sign before the line takes. */
const SIGN_COLUMNS = 2;

/** All lines but blank ones at either end; long ones go on behind a mark. A blank line ends a paragraph, and uses of chunks stand in a row, whatever is blank between them. */
export function linesMarkup(lines: readonly ShownLine[], width: number, session: Session): string {
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  const made: string[] = [];
  let before: ShownLine | null = null;
  let gap = false;
  for (const shown of lines.slice(Math.max(0, first), last + 1)) {
    if (isBlank(shown) && shown.change === "none") gap = true;
    else {
      if (before !== null) made.push(isUseAlone(before) && isUseAlone(shown) ? "#beside-use;" : gap ? "\n\n" : LINE_END);
      made.push(lineMarkup(shown, width, session).join(LINE_END));
      [before, gap] = [shown, false];
    }
  }
  return made.join("");
}

const LINE_END = "\\\n";

const isBlank = ({ line }: ShownLine): boolean => line.kind === "tokens" && line.tokens.every((token) => token.text.trim() === "");

/** A use of a chunk that is no part of other code. */
const isUseAlone = ({ line, change }: ShownLine): boolean => line.kind === "use" && line.indent === "" && change === "none";

/** Lines without colours, for output and the like. */
export function plainMarkup(text: string, width: number): string {
  return text.split("\n").flatMap((line) => piecesMarkup([{ kind: "plain", text: line }], width)).join(LINE_END);
}

function lineMarkup({ line, change }: ShownLine, width: number, session: Session): readonly string[] {
  if (line.kind === "use") return [`${change === "none" ? "" : `#${change}-mark;`}${spaces(line.indent)}#use(${printed(line.link.id, session)}, ${typstString(line.link.text)});`];
  const mark = change === "none" ? "" : `#${change}-mark;`;
  return piecesMarkup(line.tokens, change === "none" ? width : width - SIGN_COLUMNS).map((piece) => mark + (change === "removed" ? `#removed[${piece}];` : piece));
}

function piecesMarkup(tokens: readonly Token[], width: number): readonly string[] {
  const spaced = tokens.map((token) => ({ ...token, text: token.text.replaceAll("\t", "  ") }));
  const { pieces, indent } = wrapLine(spaced, width);
  return pieces.map((piece, index) => (index === 0 ? "" : `${spaces(" ".repeat(indent))}#wrap;`) + piece.map(tokenMarkup).join(""));
}

const spaces = (indent: string): string => (indent === "" ? "" : `#${typstString(indent.replaceAll("\t", "  "))};`);

const setters: { readonly [K in TokenKind]: string } = {
  plain: "", keyword: "k", string: "s", comment: "c", type: "t", number: "", function: "", constant: "",
};

function tokenMarkup({ kind, text }: Token): string {
  const setter = setters[kind];
  return setter === "" ? `#${typstString(text)};` : `#${setter}(${typstString(text)});`;
}
