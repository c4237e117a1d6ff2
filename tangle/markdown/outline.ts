/**
 * The blocks of a Markdown text, found line by line where that is certain and by micromark where it is not.
 *
 * A book is mostly paragraphs, headings, displays and fences that begin at the first column, and there a line says
 * what it is. Anything else (lists, quotations, tables, HTML, whatever is indented) goes to `parse`, up to a line that
 * surely begins a new block. A property test holds both ways of reading equal.
 */
import type { Code, Heading, Paragraph, Root, RootContent } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { movedBy, nodeAt, splitLines, textOf, type Lines } from "./outlinelines.ts";

/**
 * The fences and containers of `text`, just those that `parse` finds, and the blocks that can be told apart meanwhile:
 * paragraphs and headings without content; no lists and tables but those that hold a fence.
 */
export function outline(text: string, parse: PieceParser): Root {
  const lines = splitLines(text);
  const rest = { from: 0, to: lines.length };
  if (!isRule(textOf(lines, 0))) return { type: "root", children: readRange({ lines, parse }, rest) };
  const close = findLine(lines, { from: 1, to: lines.length }, isRule);
  // micromark, having looked to the end for the other `---`, opens no list in the whole text
  if (close === null) return parse(text, "beginning");
  const matter = parse(text.slice(0, lines.starts[close + 1]), "beginning").children;
  return { type: "root", children: [...matter, ...readRange({ lines, parse }, { ...rest, from: close + 1 })] };
}

/** Parses a piece of the text by all rules; only one that begins the text may begin with front matter. */
export type PieceParser = (piece: string, place: "beginning" | "later") => Root;

interface Reading {
  readonly lines: Lines;
  readonly parse: PieceParser;
}

/** Lines `from` up to, not including, `to`; 0-based. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Blocks, and the line after them; null where the line does not surely begin such a block. */
type Found = { readonly nodes: readonly RootContent[]; readonly next: number } | null;

function readRange(reading: Reading, range: Range): RootContent[] {
  const nodes: RootContent[] = [];
  let line = range.from;
  while (line < range.to) {
    const text = textOf(reading.lines, line);
    if (isBlank(text)) {
      line++;
      continue;
    }
    const rest = { from: line, to: range.to };
    const found = readBlock(reading, text, rest) ?? readUnsure(reading, rest);
    nodes.push(...found.nodes);
    line = found.next;
  }
  return nodes;
}

function readBlock(reading: Reading, first: string, rest: Range): Found {
  const { lines } = reading;
  if (isHeading(first)) return readHeading(lines, rest.from);
  const fence = /^(`{3,})[^`]*$|^(~{3,})/.exec(first);
  if (fence) return readCode(lines, fence[1] ?? fence[2] ?? "", rest);
  const display = /^(\${2,})[^$]*$/.exec(first)?.[1];
  if (display) return readMath(lines, display, rest);
  const colons = /^(:{3,})[A-Za-z]/.exec(first)?.[1];
  if (colons) return readContainer(reading, colons, rest);
  return beginsText(first) ? readParagraph(lines, rest) : null;
}

function readHeading(lines: Lines, line: number): Found {
  const heading: Heading = { type: "heading", depth: 1, children: [] };
  return { nodes: [nodeAt(lines, heading, { from: line, to: line + 1 })], next: line + 1 };
}

function readCode(lines: Lines, marker: string, rest: Range): Found {
  const closing = new RegExp(`^ {0,3}${marker}${marker[0]}*[ \\t]*$`);
  const close = findLine(lines, { from: rest.from + 1, to: rest.to }, (line) => closing.test(line));
  if (close === null) return null;
  const [, lang = "", meta = ""] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(textOf(lines, rest.from).slice(marker.length)) ?? [];
  const value = lines.text.slice(lines.starts[rest.from + 1], lines.ends[close - 1]);
  const code: Code = { type: "code", lang: lang || null, meta: meta || null, value: close === rest.from + 1 ? "" : value };
  return { nodes: [nodeAt(lines, code, { from: rest.from, to: close + 1 })], next: close + 1 };
}

function readMath(lines: Lines, marker: string, rest: Range): Found {
  const closing = new RegExp(`^ {0,3}\\\${${marker.length},}[ \\t]*$`);
  const close = findLine(lines, { from: rest.from + 1, to: rest.to }, (line) => closing.test(line));
  if (close === null) return null;
  const value = close === rest.from + 1 ? "" : lines.text.slice(lines.starts[rest.from + 1], lines.ends[close - 1]);
  return { nodes: [nodeAt(lines, { type: "math", value }, { from: rest.from, to: close + 1 })], next: close + 1 };
}

/** A container ends at the first line of as many colons, whatever stands before it; its head is for `parse` to read. */
function readContainer(reading: Reading, colons: string, rest: Range): Found {
  const { lines, parse } = reading;
  const closing = new RegExp(`^ {0,3}:{${colons.length},}[ \\t]*$`);
  const close = findLine(lines, { from: rest.from + 1, to: rest.to }, (line) => closing.test(line));
  const [head, other] = parse(`${textOf(lines, rest.from)}\n${colons}`, "later").children;
  if (close === null || head?.type !== "containerDirective" || other) return null;
  const range = { from: rest.from, to: close + 1 };
  const children = readRange(reading, { from: rest.from + 1, to: close }) as ContainerDirective["children"];
  return { nodes: [nodeAt(lines, { ...head, children: [...head.children, ...children] }, range)], next: close + 1 };
}

function readParagraph(lines: Lines, rest: Range): Found {
  const end = findLine(lines, rest, (line) => !beginsText(line)) ?? rest.to;
  const next = end < rest.to ? textOf(lines, end) : "";
  // a line of another kind may make a table or a heading of the paragraph, or belong to it
  if (!isBlank(next) && !isHeading(next) && !/^`{3,}[^`]*$|^:{3,}[A-Za-z]/.test(next)) return null;
  const paragraph: Paragraph = { type: "paragraph", children: [] };
  return { nodes: [nodeAt(lines, paragraph, { from: rest.from, to: end })], next: end };
}

/** What `parse` finds up to the next line after a blank one that begins a block, or up to the end. */
function readUnsure({ lines, parse }: Reading, rest: Range): NonNullable<Found> {
  const start = lines.starts[rest.from] ?? 0;
  const read = (to: number, probe: string): RootContent[] => {
    const piece = lines.text.slice(start, lines.starts[to]);
    return movedBy(parse(piece + probe, "later"), { lines: rest.from, offset: start }).children;
  };
  let end = rest.from + 1;
  while (end < rest.to && !(isBlank(textOf(lines, end - 1)) && beginsBlock(textOf(lines, end)))) end++;
  if (end === rest.to) return { nodes: read(end, ""), next: end };
  // no fence, container, display or raw HTML can begin in it, so it is a list, a quotation or a table of mere text
  if (!/`{3}|~{3}|::|\$\$|<[A-Za-z!?/]/.test(lines.text.slice(start, lines.starts[end]))) return { nodes: [], next: end };
  // a letter in place of that line shows whether it is a new block or something open goes on
  const nodes = read(end, "x");
  if (nodes.at(-1)?.position?.start.offset === lines.starts[end]) return { nodes: nodes.slice(0, -1), next: end };
  return { nodes: read(rest.to, ""), next: rest.to };
}

function beginsBlock(line: string): boolean {
  return beginsText(line) || isHeading(line) || /^(`{3}|\$\$|:{3,}[A-Za-z])/.test(line);
}

/** A line at the first column that can only be text: nothing in it opens a block or underlines one. */
function beginsText(line: string): boolean {
  return /^(?:[^\s\0-\x1F#`~$:<>*+\-_=|[\]\d&]|\*{1,3}[A-Za-z]|`{1,2}[^`]|\$[^$\s]|\d+[^\d.)]|\[(?![^\]]*\]:)[^\]]*\])/.test(line);
}

/** A line that opens or closes front matter. */
function isRule(line: string): boolean {
  return /^---[ \t]*$/.test(line);
}

function isHeading(line: string): boolean {
  return /^#{1,6}(?:[ \t]|$)/.test(line);
}

function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

function findLine(lines: Lines, { from, to }: Range, is: (line: string) => boolean): number | null {
  for (let line = from; line < to; line++) if (is(textOf(lines, line))) return line;
  return null;
}
