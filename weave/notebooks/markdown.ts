/** The book's nodes → Markdown as notebooks show it: formulas between dollars, chunks as fences, references as links. */
import { posix } from "node:path";
import type { BlockContent, Nodes, PhrasingContent, RootContent } from "mdast";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { mathToMarkdown } from "mdast-util-math";
import { toMarkdown } from "mdast-util-to-markdown";
import type { BookBlock, BookCode, BookDocument, Page } from "../tree.ts";
import { text, textOf } from "../walk.ts";

/** Where the nodes stand: links are made for a notebook in `output/notebooks/`, beside `output/html/`. */
export interface NotebookPlace {
  readonly document: BookDocument;
  readonly page: Page;
}

/** The Markdown of nodes, with the notes in them at the end. */
export function markdownOf(nodes: readonly RootContent[], place: NotebookPlace): string {
  const notes: Note[] = [];
  const blocks = nodes.flatMap((node) => blocksOf(node, { ...place, notes }));
  const after = notes.map(({ number, children }): BlockContent => quoted([strong(`Note ${number}.`), text(" "), ...children]));
  return written([...blocks, ...after]);
}

/** The first lines of a block: its label and title. */
export function blockHead({ label, title, number }: BookBlock, place: NotebookPlace): string {
  const named = title.length === 0 ? [] : [text(". "), ...title.flatMap((node) => phrasing(node, { ...place, notes: [] }))];
  return label === "" && number === null && named.length === 0 ? "" : written([{ type: "paragraph", children: [strong(label), ...named] }]);
}

interface Note {
  readonly number: number;
  readonly children: readonly PhrasingContent[];
}

interface Setting extends NotebookPlace {
  readonly notes: Note[];
}

function written(children: readonly BlockContent[]): string {
  return toMarkdown({ type: "root", children: [...children] }, {
    bullet: "-", fences: true, extensions: [gfmTableToMarkdown(), mathToMarkdown()],
  }).trimEnd();
}

function blocksOf(node: RootContent, setting: Setting): readonly BlockContent[] {
  switch (node.type) {
    case "bookMath": return [{ type: "math", value: numbered(node.value, node.number) }];
    case "bookCode": return fence(node);
    case "bookBlock": return node.kind === "answer" ? [] : [
      { type: "paragraph", children: [strong(node.label), ...(node.title.length === 0 ? [] : [text(". "), ...inside(node.title, setting)])] },
      ...node.children.flatMap((child) => blocksOf(child, setting)),
      ...(node.caption.length === 0 ? [] : [paragraph(inside(node.caption, setting))]),
    ];
    case "bookBibliographyEntry": return [paragraph(inside(node.children, setting))];
    case "bookShown": return [paragraph([{ type: "emphasis", children: [text(node.alt)] }])];
    case "bookIndex": case "html": case "definition": case "yaml": return [];
    case "heading": return [{ ...node, children: [...inside(node.children, setting)] }];
    case "paragraph": return [paragraph(inside(node.children, setting))];
    case "blockquote": return [{ ...node, children: node.children.flatMap((child) => blocksOf(child, setting)) }];
    case "list": return [{ ...node, children: node.children.map((item) => ({ ...item, children: item.children.flatMap((child) => blocksOf(child, setting)) })) }];
    case "table": return [{ ...node, children: node.children.map((row) => ({ ...row, children: row.children.map((cell) => ({ ...cell, children: [...inside(cell.children, setting)] })) })) }];
    case "code": case "thematicBreak": case "math": return [node];
    default: return [paragraph([text(textOf(node))])];
  }
}

function inside(nodes: readonly Nodes[], setting: Setting): PhrasingContent[] {
  return nodes.flatMap((node) => phrasing(node, setting));
}

function phrasing(node: Nodes, setting: Setting): readonly PhrasingContent[] {
  switch (node.type) {
    case "marginNote":
      setting.notes.push({ number: node.number, children: node.children.flatMap((child) => ("children" in child ? inside(child.children, setting) : [text(textOf(child))])) });
      return [{ type: "html", value: `<sup>${node.number}</sup>` }];
    case "bookReference": return [reference(node.target, inside(node.children, setting), setting)];
    case "bookCitation": return inside(node.children, setting);
    case "bookTerm": return [{ type: "strong", children: inside(node.children, setting) }];
    case "bookValue": return [text(node.value ?? "…")];
    case "bookMark": return [];
    case "image": return [{ ...node, url: relative(node.url, setting.page) }];
    case "link": return [{ ...node, children: inside(node.children, setting) }];
    case "emphasis": case "strong": return [{ ...node, children: inside(node.children, setting) }];
    case "text": case "inlineCode": case "inlineMath": case "break": return [node];
    default: return [text(textOf(node))];
  }
}

/** A link to the HTML edition beside the notebooks; only its words where there is no such place. */
function reference(id: string, children: PhrasingContent[], { document }: Setting): PhrasingContent {
  const target = document.targets.get(id);
  if (target === undefined) return { type: "emphasis", children };
  const hash = target.id === target.page.id ? "" : `#${encodeURIComponent(target.id)}`;
  return { type: "link", url: `../html/${encodeURI(target.page.href)}${hash}`, children };
}

/** A picture of the book, from `output/notebooks/`. */
function relative(url: string, page: Page): string {
  return /^[a-z]+:/.test(url) ? url : posix.join("../..", posix.dirname(page.path), url);
}

/** A chunk under its name or file, as the book's margin has it. */
function fence(node: BookCode): readonly BlockContent[] {
  if (node.role === "verify") return [];
  const code: BlockContent = { type: "code", lang: node.language === "" ? null : node.language, value: node.value };
  if (node.role === "output") return [{ ...code, lang: "text" }];
  if (node.chunk === null) return [...(node.wrong === null ? [] : [paragraph([{ type: "emphasis", children: [text("Wrong on purpose:")] }])]), code];
  const name: PhrasingContent = node.chunk.kind === "file" ? { type: "inlineCode", value: node.chunk.name } : { type: "emphasis", children: [text(`⟨${node.chunk.name}⟩`)] };
  return [paragraph([name, text(` ${node.chunk.sign}`)]), code];
}

function numbered(latex: string, number: string | null): string {
  return number === null || /\\tag\b/.test(latex) ? latex : `${latex} \\tag{${number}}`;
}

function paragraph(children: PhrasingContent[]): BlockContent {
  return { type: "paragraph", children };
}

function quoted(children: PhrasingContent[]): BlockContent {
  return { type: "blockquote", children: [paragraph(children)] };
}

function strong(words: string): PhrasingContent {
  return { type: "strong", children: [text(words)] };
}
