/** Tables: aligned by class, scrolling in themselves, figures of a column under each other at the point. */
import type { Element, ElementContent } from "hast";
import { toString } from "mdast-util-to-string";
import type { AlignType, Table, TableCell } from "mdast";
import type { State } from "mdast-util-to-hast";
import { meaningsOf, notationPath, type Meaning } from "../../document/notation.ts";
import { formulaWidth } from "../../formulaWidth.ts";
import { element, text, type Attributes } from "../hast.ts";
import type { HandlerFor } from "../setting.ts";

/** The handler of `table`. */
export const table: HandlerFor = ({ document, page }) => (state, node: Table) => {
  const [header, ...rows] = node.children;
  const columns = (header?.children ?? []).map((_cell, index) => columnOf(node, index));
  const meanings = page.path === notationPath ? meaningsOf(document) : [];
  const row = (cells: readonly TableCell[], tag: "th" | "td", attributes: Attributes = {}): Element =>
    element("tr", attributes, ...columns.map((column, index) => cell(state, cells[index], { ...column, tag })));
  const named = header?.children.some(({ children }) => children.length > 0) ?? false;
  const head = named ? [element("thead", {}, row(header?.children ?? [], "th"))] : [];
  const body = element("tbody", {}, ...rows.map((each) => row(each.children, "td", notationMark(meanings.find((meaning) => meaning.row === each)))));
  const className = leastWidth(node, columns) > columnWidth ? ["table", "wide"] : ["table"];
  return element("div", { className, tabIndex: 0, ...(node.data?.printed ? { dataPrinted: true } : {}) }, element("table", {}, ...head, ...(rows.length > 0 ? [body] : [])));
};

/** Letters that fit the text column, in the type of tables; wider ones run into the margin. */
const columnWidth = 78;
/** Letters as wide as the space behind a column. */
const space = 3;

/** How narrow a table can be, roughly, in letters: only words wrap, and no column of figures. */
function leastWidth(node: Table, columns: readonly Column[]): number {
  const widths = columns.map(({ align }, index) => Math.max(0, ...node.children.map((row) => cellWidth(row.children[index], align === "right"))));
  return widths.reduce((sum, width) => sum + width + space, 0);
}

function cellWidth(cell: TableCell | undefined, isWhole: boolean): number {
  const text = (cell?.children ?? []).map((child) => (child.type === "inlineMath" ? "x".repeat(formulaWidth(child.value)) : toString(child))).join("");
  return Math.max(0, ...(isWhole ? [text] : text.split(/\s+/)).map((part) => [...part].length));
}

/** The formulas of a row of the notation are meant as in the chapter where its meaning begins. */
function notationMark(meaning: Meaning | undefined): Attributes {
  return meaning?.chapter ? { dataNotation: meaning.chapter.folder } : {};
}

/** How a column is set; `decimals` is the longest fraction of a column of numbers, null for any other column. */
interface Column {
  readonly align: AlignType;
  readonly decimals: number | null;
}

const number = /^[−+-]?\d[\d  ,]*(?:\.(\d+))?\s?[%×]?$/;

function columnOf(node: Table, index: number): Column {
  const values = node.children.slice(1).map((row) => toString(row.children[index]).trim());
  const filled = values.filter((value) => value !== "" && value !== "–" && value !== "—");
  const matches = filled.map((value) => number.exec(value));
  const numeric = filled.length > 0 && matches.every((match) => match !== null);
  const align = node.align?.[index] ?? (numeric ? "right" : null);
  const decimals = numeric && align === "right" ? Math.max(...matches.map((match) => match?.[1]?.length ?? 0)) : null;
  return { align, decimals };
}

function cell(state: State, node: TableCell | undefined, column: Column & { readonly tag: "th" | "td" }): Element {
  const className = column.align === "right" || column.align === "center" ? { className: [column.align] } : {};
  const children: ElementContent[] = node ? state.all(node) : [];
  const pad = node && column.tag === "td" && column.decimals !== null ? padding(toString(node).trim(), column.decimals) : "";
  if (column.tag === "th" && children.length === 0) return element("td", className);
  const scope = column.tag === "th" ? { scope: "col" } : {};
  return element(column.tag, { ...className, ...scope }, ...children, ...(pad === "" ? [] : [text(pad)]));
}

/** Figure spaces for the digits that this number lacks, and a space as wide as the point where it has none. */
function padding(value: string, decimals: number): string {
  const fraction = number.exec(value)?.[1]?.length ?? 0;
  const point = decimals > 0 && fraction === 0 && value !== "" ? "\u2008" : "";
  return point + "\u2007".repeat(decimals - fraction);
}

