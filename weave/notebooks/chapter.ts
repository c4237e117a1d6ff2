/** A chapter → the cells of its notebook, in the order of the text. */
import { posix } from "node:path";
import type { Nodes, RootContent } from "mdast";
import { lastExpression } from "../../prove/index.ts";
import { printDrawing } from "../figures.ts";
import type { BookBlock, BookCode, BookDocument, BookDrawing, DocumentChapter, Page } from "../tree.ts";
import { textOf, walk } from "../walk.ts";
import { introduction, setUp } from "./introduction.ts";
import { blockHead, markdownOf, type NotebookPlace } from "./markdown.ts";
import { linesOf, type CellMetadata, type CellOutput, type DraftCell } from "./notebook.ts";
import { withSameKinds } from "./sameKind.ts";
import { programFolder, reachable } from "./program.ts";
import { isMoved, solutionsFor } from "./solutions.ts";
import { withoutValue } from "./withoutValue.ts";

/** Reads a picture of the book's evidence by path below the root; null where there is none. */
export type ReadPicture = (path: string) => Buffer | null;

/** True for a chapter that is worth a notebook: a numbered one, or one with a cell that can be run there. */
export function hasNotebook(document: BookDocument, chapter: DocumentChapter): boolean {
  return chapter.number !== null || pagesOf(chapter).some((page) => holdsCell(page.tree, { document, page }));
}

/** The cells: how to run it, what cells find without importing it, then the text. */
export function cellsOf(document: BookDocument, chapter: DocumentChapter, picture: ReadPicture): readonly DraftCell[] {
  const program = programFolder(document, chapter);
  const cells = pagesOf(chapter).flatMap((page) => pageCells({ document, page }, { picture, program }));
  const code = withSameKinds(cells.flatMap((cell) => (cell.kind === "code" ? [cell.text] : [])));
  const text = code.values();
  const agreed = cells.map((cell) => (cell.kind === "code" ? { ...cell, text: text.next().value ?? cell.text } : cell));
  return [{ kind: "markdown", text: introduction(document, chapter) }, ...setUp(code), ...agreed];
}

/** The pages of a chapter. */
export function pagesOf({ opening, sections }: DocumentChapter): readonly Page[] {
  return [opening, ...sections];
}

function pageCells(place: NotebookPlace, given: Given): readonly DraftCell[] {
  const { document, page } = place;
  const level = page.role === "opening" ? "#" : "##";
  const title = `${level} ${[page.number, page.titleText].filter((part) => part !== null).join(" ")}`;
  const solutions = solutionsFor(page, document).flatMap((each) => blockCells(each.block, { document, page: each.page, ...given }));
  return joined([
    { kind: "markdown", text: title },
    ...contentCells(page.tree.children, { ...place, ...given }),
    ...(solutions.length === 0 ? [] : [{ kind: "markdown", text: `${level}# Solutions` } as const, ...solutions]),
  ]);
}

/** What is the same for all cells of a notebook. */
interface Given {
  readonly picture: ReadPicture;
  /** The folder of its program. */
  readonly program: string | null;
}

interface Setting extends NotebookPlace, Given {}

/** Text and code in turn. What a cell printed follows it in the tree, and belongs to it here. */
function contentCells(nodes: readonly RootContent[], setting: Setting): readonly DraftCell[] {
  const cells: DraftCell[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node === undefined || (node.type === "bookBlock" && node.kind === "answer")) continue;
    if (node.type === "bookCode" && isCell(node)) {
      const printed = node.role === "figure" ? [] : outputsAfter(nodes, at);
      at += printed.length;
      cells.push(codeCell(node, setting, printed.map((each) => outputOf(each, node, setting)).filter((each) => each !== null)));
    } else if (node.type === "bookBlock" && !isMoved(node, setting) && holdsCell(node, setting)) cells.push(...blockCells(node, setting));
    else cells.push({ kind: "markdown", text: markdownOf([deeper(node)], setting) });
  }
  return cells;
}

/** A block with a cell in it, a figure above all: its drawing is what the cell shows. */
function blockCells(block: BookBlock, setting: Setting): readonly DraftCell[] {
  const head: DraftCell = { kind: "markdown", text: blockHead(block, setting) };
  const cells = contentCells(block.children, setting).map((cell): DraftCell => {
    if (cell.kind !== "code" || block.drawing === null || cell.outputs.length > 0) return cell;
    return { ...cell, outputs: [drawn(block.drawing, block.alt ?? block.label)] };
  });
  const caption = block.caption.length === 0 ? [] : [{ kind: "markdown", text: markdownOf([{ type: "paragraph", children: block.caption }], setting) } as const];
  return [head, ...cells, ...caption];
}

/** Cells of TypeScript that can be run as they stand. A check of a block is run by the book's tools only. */
export function isCell({ role, language, wrong }: BookCode): boolean {
  if (language !== "ts") return false;
  return role === "run" || role === "figure" || (role === "wrong" && /^\w*Error$/.test(wrong ?? ""));
}

/** Whether there is a cell inside; those of solutions stand in the sections of their exercises. */
function holdsCell(node: Nodes, place: NotebookPlace): boolean {
  let found = false;
  walk(node, (inner) => void (found ||= inner.type === "bookCode" && isCell(inner)), (inner) => isMoved(inner, place));
  return found;
}

/** How many nodes after a cell show what it printed. */
function outputsAfter(nodes: readonly RootContent[], at: number): readonly RootContent[] {
  const end = nodes.findIndex((node, index) => index > at && !isPrinted(node));
  return nodes.slice(at + 1, end < 0 ? nodes.length : end);
}

function isPrinted(node: RootContent): boolean {
  if (node.type === "bookShown" || (node.type === "table" && node.data?.inert === true)) return true;
  if (node.type === "paragraph") return isPicture(node);
  return node.type === "bookCode" && node.role === "output";
}

/** A picture that a cell showed is a paragraph of its own, without a place in the source. */
export function isPicture(node: RootContent): boolean {
  return node.type === "paragraph" && node.position === undefined && node.children.length === 1 && node.children[0]?.type === "image";
}

function codeCell(node: BookCode, { program }: Setting, outputs: readonly CellOutput[]): DraftCell {
  const tags = [
    ...(node.role === "figure" ? ["figure"] : []),
    ...(node.hide || node.role === "figure" ? ["hide-input"] : []),
    // a kernel that has not what a cell needs goes on behind it
    ...(node.role === "wrong" || node.needs.length > 0 ? ["raises-exception"] : []),
    ...node.needs.map((need) => `needs-${need}`),
    ...(node.measure ? ["measurement"] : []),
  ];
  const metadata: CellMetadata = {
    ...(tags.length === 0 ? {} : { tags }),
    ...(node.hide || node.role === "figure" ? { jupyter: { source_hidden: true } } : {}),
  };
  return { kind: "code", name: node.id, text: awaited(reachable(endings[node.role]?.(node.value) ?? node.value, program)), outputs, metadata };
}

/** What becomes of the ends of cells; a mistake on purpose comes to none. */
const endings: { readonly [K in BookCode["role"]]?: (code: string) => string } = { figure: shown, run: withoutValue };

/** What a cell shows comes when it is drawn: without waiting, the kernel would also print the promise of it. */
function awaited(code: string): string {
  return code.replace(/^show\(/gm, "await show(");
}

/** A figure cell ends in its figure, which may be a list of plots; the kernel would print that as a list. */
function shown(code: string): string {
  const value = lastExpression(code);
  if (value === null) return code;
  return `${code.slice(0, value.start)}show(${code.slice(value.start, value.end)})${code.slice(value.end)}`;
}

function outputOf(node: RootContent, { role }: BookCode, { page, picture }: Setting): CellOutput | null {
  if (node.type === "bookCode") return role === "wrong" ? errorOf(node.value) : { output_type: "stream", name: "stdout", text: linesOf(`${node.value}\n`).filter((line) => line !== "") };
  if (node.type === "bookShown") return drawn(node.drawing, node.alt);
  if (node.type === "table") {
    const rows = node.children.map((row) => row.children.map(textOf).join("\t")).join("\n");
    return { output_type: "display_data", data: { "text/markdown": linesOf(markdownOf([node], { document: { targets: new Map() } as unknown as BookDocument, page })), "text/plain": linesOf(rows) }, metadata: {} };
  }
  const image = node.type === "paragraph" ? node.children[0] : undefined;
  if (image?.type !== "image") return null;
  const bytes = picture(pictureAt(image.url, page));
  return bytes && { output_type: "display_data", data: { "image/png": bytes.toString("base64"), "text/plain": [image.alt ?? ""] }, metadata: {} };
}

/** The path of a picture that a cell showed, from its address on the page. */
export function pictureAt(url: string, page: Page): string {
  return posix.join(posix.dirname(page.path), decodeURI(url));
}

function errorOf(message: string): CellOutput {
  const [, ename = "Error", evalue = ""] = /^(\w+): ?([^]*)$/.exec(message) ?? [null, "Error", message];
  return { output_type: "error", ename, evalue, traceback: message.split("\n") };
}

function drawn(drawing: BookDrawing, alt: string): CellOutput {
  return { output_type: "display_data", data: { "image/svg+xml": linesOf(printDrawing(drawing)), "text/plain": [alt] }, metadata: {} };
}

/** A page's headings stand below its title, which is itself below the chapter's. */
function deeper(node: RootContent): RootContent {
  return node.type === "heading" ? { ...node, depth: Math.min(6, node.depth + 1) as 1 | 2 | 3 | 4 | 5 | 6 } : node;
}

/** Runs of text become one cell, but a heading begins a new one. */
function joined(cells: readonly DraftCell[]): readonly DraftCell[] {
  const result: DraftCell[] = [];
  for (const cell of cells) {
    const last = result.at(-1);
    if (cell.kind === "markdown" && cell.text === "") continue;
    if (cell.kind === "markdown" && last?.kind === "markdown" && !cell.text.startsWith("#")) result[result.length - 1] = { kind: "markdown", text: `${last.text}\n\n${cell.text}` };
    else result.push(cell);
  }
  return result;
}
