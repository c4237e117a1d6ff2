/** Pandoc's tree → the same tree with Typst of our own for what pandoc's Typst writer would get wrong: text, headings, tables, code. */
import {
  div, para, rawInline, type PandocBlock, type PandocCell, type PandocDocument, type PandocInline, type PandocTable,
} from "../pandoc/syntax.ts";
import { POINTER } from "./code.ts";
import { typstMarkup, typstString } from "./escape.ts";
import { columnWidths, headsOf, isTight, numberColumns, pointPadding, type NumberColumn } from "./numbers.ts";
import { anchored, type Session } from "./session.ts";

/** The class of the container that says where a page begins; its pairs are the level and the role of its title. */
export const PAGE_CLASS = "page";

/** Prepares a whole document, in order, because a heading's level depends on the page and the heading before it. */
export function prepare(document: PandocDocument, session: Session): PandocDocument {
  const at: Place = { session, level: 1, role: "opening", last: 1 };
  return { ...document, blocks: onePointer(document.blocks).flatMap((block) => blockOf(block, at)) };
}

/** Chunks that are set aside often stand in a row; one word in the margin is enough for all. */
function onePointer(blocks: readonly PandocBlock[]): readonly PandocBlock[] {
  const made: PandocBlock[] = [];
  for (const block of blocks) {
    const before = made.at(-1);
    const isPointer = block.t === "RawBlock" && block.c[1].startsWith(POINTER);
    if (isPointer && before?.t === "RawBlock" && before.c[1].startsWith(POINTER)) {
      const id = /, ("[^"]*"\))$/.exec(block.c[1])?.[1] ?? ")";
      made[made.length - 1] = raw(`${before.c[1].slice(0, -1)}, ${id}`);
    } else made.push(block);
  }
  return made;
}

interface Place {
  readonly session: Session;
  level: number;
  role: string;
  /** The level of the heading before, below which at most one step may be taken: PDF/UA knows no missing levels. */
  last: number;
}

function blockOf(block: PandocBlock, at: Place): readonly PandocBlock[] {
  switch (block.t) {
    case "Para":
    case "Plain": return [{ t: block.t, c: inlinesOf(block.c) }];
    case "Header": return [headingOf(block.c, at)];
    case "CodeBlock": return [raw(`#code([${plainLines(block.c[1])}])`)];
    case "BlockQuote": return [{ t: "BlockQuote", c: block.c.flatMap((child) => blockOf(child, at)) }];
    case "BulletList": return [{ t: "BulletList", c: block.c.map((item) => item.flatMap((child) => blockOf(child, at))) }];
    case "OrderedList": return [{ t: "OrderedList", c: [block.c[0], block.c[1].map((item) => item.flatMap((child) => blockOf(child, at)))] }];
    case "Div": return divOf(block.c, at);
    case "Table": return [tableOf(block)];
    case "HorizontalRule":
    case "RawBlock": return [block];
    default: return block satisfies never;
  }
}

const raw = (text: string): PandocBlock => ({ t: "RawBlock", c: ["typst", text] });
const open = (text: string): PandocInline => rawInline("typst", text);

function divOf([attributes, children]: Extract<PandocBlock, { t: "Div" }>["c"], at: Place): readonly PandocBlock[] {
  const pairs = new Map(attributes[2]);
  if (attributes[1].includes(PAGE_CLASS)) {
    at.level = Number(pairs.get("level"));
    at.role = pairs.get("role") ?? "opening";
    at.last = at.level;
    return children.flatMap((child) => blockOf(child, at));
  }
  // a block around a table would keep for itself what the table leaves free above and below
  if (attributes[1].includes("table-frame")) return children.flatMap((child) => blockOf(child, at));
  return [div(attributes, children.flatMap((child) => blockOf(child, at)))];
}

/** Pandoc's levels keep one free for sections, also on a chapter's opening; a PDF's headings may not skip it. */
function headingOf([level, [id], inlines]: Extract<PandocBlock, { t: "Header" }>["c"], at: Place): PandocBlock {
  const depth = Math.max(1, level - at.level - (at.role === "section" ? 0 : 1));
  at.last = Math.min(at.level + depth, at.last + 1);
  const role = depth === 1 ? "head" : "subhead";
  return para([open(`#book-heading("${role}", ${at.last - at.session.depth}, ${id === "" ? at.session.key() : anchored(id, at.session)}, [`), ...inlinesOf(inlines), open("]);")]);
}

function inlinesOf(inlines: readonly PandocInline[]): readonly PandocInline[] {
  return inlines.flatMap(inlineOf);
}

function inlineOf(inline: PandocInline): readonly PandocInline[] {
  switch (inline.t) {
    case "Str": return [open(typstMarkup(inline.c))];
    case "SoftBreak": return [{ t: "Space" }];
    case "Code": return [open(`#inline-code(${typstString(breakable(inline.c[1]))});`)];
    case "Link": return [open(linkOpening(inline.c[2][0])), ...inlinesOf(inline.c[1]), open("];")];
    case "Emph": return [open("#emph["), ...inlinesOf(inline.c), open("];")];
    case "Strong": return [open("#strong["), ...inlinesOf(inline.c), open("];")];
    case "Strikeout": return [open("#strike["), ...inlinesOf(inline.c), open("];")];
    case "Superscript": return [open("#super["), ...inlinesOf(inline.c), open("];")];
    case "Subscript": return [open("#sub["), ...inlinesOf(inline.c), open("];")];
    case "SmallCaps": return [open("#smallcaps["), ...inlinesOf(inline.c), open("];")];
    case "Span": return inlinesOf(inline.c[1]);
    case "LineBreak":
    case "Space":
    case "RawInline": return [inline];
    case "Math":
    case "Image":
    case "Note": throw new Error(`internal: pandoc's ${inline.t} is never made for the PDF edition`);
    default: return inline satisfies never;
  }
}

function linkOpening(address: string): string {
  return address.startsWith("#") ? `#refer(${typstString(address.slice(1))})[` : `#link(${typstString(address)})[`;
}

/** Long names may break after the signs inside them. */
function breakable(code: string): string {
  // a name that is as long as a column of the quick reference is broken before its capitals too
  const separated = code.length < 14 ? code : code.replace(/[./_,:=-](?=\w{2})/g, "$&\u200b");
  return separated.replace(/[A-Za-z\d]{32,}/g, (name) => name.replace(/(?<=[a-z\d])(?=[A-Z])/g, "\u200b"));
}

function plainLines(code: string): string {
  return code.split("\n").map((line) => (line === "" ? "" : `#${typstString(line)};`)).join("\\\n");
}

function tableOf(table: PandocTable): PandocBlock {
  const [, , columns, [, head], bodies] = table.c;
  const header = head[0]?.[1] ?? [];
  const body = bodies.flatMap(([, , , rows]) => rows.map(([, cells]) => cells));
  const kinds = numberColumns(body, columns.length);
  const alignments = columns.map(([align], index) =>
    kinds[index] !== null && align.t === "AlignDefault" ? "right" : { AlignLeft: "left", AlignRight: "right", AlignCenter: "center", AlignDefault: "left" }[align.t]);
  return para([
    open(`#book-table(columns: (${columnWidths(header, body, columns.length).join(", ")},), align: (${alignments.join(", ")},), tight: ${isTight(header, body, columns.length)}, header: (`),
    ...(header.every((cell) => cell[4].length === 0) ? [] : headsOf(header, body).flatMap((head) => [open("["), ...inlinesOf(head), open("], ")])),
    open("), "),
    ...body.flatMap((row) => row.flatMap((cell, index) => cellOf(cell, kinds[index] ?? null))),
    open(")"),
  ]);
}

function cellOf(cell: PandocCell, column: NumberColumn | null): readonly PandocInline[] {
  const inlines = cell[4].flatMap((block) => (block.t === "Plain" || block.t === "Para" ? block.c : []));
  if (column === null) return [open("["), ...inlinesOf(inlines), open("], ")];
  const { missing, point } = pointPadding(inlines, column);
  const signed = inlines.map((inline): PandocInline => (inline.t === "Str" ? { t: "Str", c: inline.c.replace(/^-/, "−") } : inline));
  return [open(`at-point(${missing}, point: ${point})[`), ...inlinesOf(signed), open("], ")];
}
