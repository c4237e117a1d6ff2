/** For tests: a book from texts in the test itself, and its document as lines one can read. */
import type { Nodes, RootContent } from "mdast";
import { bookFromFiles, chunkGraph, render, sectionAgain, type Diagnostic } from "../../tangle/index.ts";
import { noCache } from "../cache.ts";
import { documentOf, type DocumentOptions } from "../document.ts";
import type { PageAgain } from "../document/pageAgain.ts";
import { filesOf } from "../files.ts";
import { saidOf } from "../proofWords.ts";
import type { Proof } from "../proof.ts";
import type { BookDocument } from "../tree.ts";

/** A document made of texts by path below `book/`. */
export interface SmallBook {
  readonly document: BookDocument;
  readonly diagnostics: readonly Diagnostic[];
  /** All diagnostics, as a person reads them. */
  readonly messages: string;
  /** Keeps what was asked of its trees, in the cache. */
  readonly keepAnswers: () => void;
  /** The page of a file with another text, all else as it is: see `PageAgain`. */
  readonly again: (path: string, text: string) => ReturnType<PageAgain>;
  /** The tree of a page, one line a node. */
  readonly page: (path: string) => string;
}

/** How to make it: see `DocumentOptions`. */
export type SmallBookOptions = Pick<DocumentOptions, "cache" | "evidence" | "staleness">;

/** Makes it. `contents.md` and `book.yml` are added where they are missing; the contents list every other file as a chapter. */
export function smallBook(texts: Readonly<Record<string, string>>, options: SmallBookOptions = {}): SmallBook {
  const names = Object.keys(texts).filter((name) => name.endsWith(".md") && name !== "contents.md");
  const contents = `# A Book\n\n${names.map((name) => `${/\/(?!index\.md)/.test(name) ? "  " : ""}- [${name}](${name})\n`).join("")}`;
  const named = { "contents.md": contents, "book.yml": "title: A Book\ndate: 2026-01-02\n", ...texts };
  const files = new Map(Object.entries(named).map(([name, text]) => [`book/${name}`, text]));
  const { book, diagnostics: reading } = bookFromFiles("/book", files);
  if (!book) throw new Error(reading.map(render).join(""));
  const { graph, diagnostics: chunking } = chunkGraph(book);
  const { document, diagnostics, pageAgain, keepAnswers } = documentOf(book, graph, { cache: noCache, ...options, files: filesOf(files) });
  const all = [...reading, ...chunking, ...diagnostics];
  return {
    document,
    diagnostics: all,
    messages: all.map(render).join(""),
    keepAnswers,
    again: (path, text) => pageAgain(sectionAgain(book, `book/${path}`, text).section),
    page: (path) => {
      const page = document.pages.find((each) => each.path === `book/${path}`);
      if (!page) throw new Error(`no page ${path}`);
      return `${[page.number, page.titleText].filter(Boolean).join(" ")} #${page.id}\n${printed(page.tree.children)}`;
    },
  };
}

/** The messages of a book of one file, `01-a/index.md`, that begins with the title `# A`. */
export function mistakesIn(text: string, others: Readonly<Record<string, string>> = {}): string {
  return smallBook({ "01-a/index.md": `# A\n\n${text}`, ...others }).messages;
}

/** Only the first lines: position, code and message. */
export function headsOf(messages: string): readonly string[] {
  return messages.split("\n").filter((line) => / (?:error|warning)\[/.test(line));
}

/** Nodes as lines: blocks indented by depth, phrasing in one line. */
export function printed(nodes: readonly RootContent[], indent = ""): string {
  return nodes.map((node) => block(node, indent)).join("");
}

function block(node: RootContent, indent: string): string {
  const line = (head: string, children: readonly RootContent[] = []): string => `${indent}${head}\n${printed(children, `${indent}  `)}`;
  switch (node.type) {
    case "paragraph":
      return line(inline(node.children));
    case "heading":
      return line(`${"#".repeat(node.depth)} ${inline(node.children)} #${node.data?.id ?? "?"}`);
    case "bookBlock":
      return line(`${node.label} #${node.id}${marks(node)}`, node.children);
    case "bookMath":
      return line(`$$ ${node.value} $$${node.number === null ? "" : ` (${node.number}) #${node.id}`}`);
    case "bookCode":
      return line(`${node.language} ${node.role}${node.id === null ? "" : ` #${node.id}`}${node.proof?.state === "missing" ? "" : state(node.proof)}`) + node.value.replace(/^/gm, `${indent}  | `) + "\n";
    case "bookIndex":
      return line(`index of ${node.of}`);
    case "bookBibliographyEntry":
      return line(`#${node.id} ${inline(node.children)}`);
    case "tableRow":
      return line(node.children.map((cell) => inline(cell.children)).join(" | "));
    default:
      return "children" in node ? line(node.type, node.children) : line(`${node.type}${"value" in node ? ` ${node.value}` : ""}`);
  }
}

function marks(node: RootContent & { type: "bookBlock" }): string {
  const title = node.title.length > 0 ? ` “${inline(node.title)}”` : "";
  const caption = node.caption.length > 0 ? ` caption “${inline(node.caption)}”` : "";
  const alt = node.alt === null ? "" : ` alt “${node.alt}”`;
  const level = node.level === null ? "" : ` level ${node.level}`;
  return `${title}${caption}${alt}${level}${state(node.proof)}`;
}

/** " not run", " stale", " unchecked because …", " proved by …". */
function state(proof: Proof | null): string {
  switch (proof?.state) {
    case undefined: return "";
    case "missing": return " not run";
    case "stale": return " stale";
    case "unchecked": return ` unchecked because ${proof.why}`;
    case "proved": return ` proved by ${saidOf(proof).join(" ")}`;
    default: return proof satisfies never;
  }
}

function inline(nodes: readonly Nodes[]): string {
  return nodes.map(phrasing).join("");
}

function phrasing(node: Nodes): string {
  switch (node.type) {
    case "text":
      return node.value;
    case "inlineMath":
      return `$${node.value}$`;
    case "inlineCode":
      return `\`${node.value}\``;
    case "bookReference":
      return `{${inline(node.children)} → ${node.target}}`;
    case "bookCitation":
      return `{cite ${inline(node.children)}}`;
    case "bookTerm":
      return `{term ${inline(node.children)} #${node.id}}`;
    case "bookValue":
      return `{value ${node.expression}${node.value === null ? "" : ` = ${node.value}`}${node.stale ? " stale" : ""}}`;
    case "bookMark":
      return "✓";
    case "marginNote":
      return `{note ${node.number} #${node.id}: ${printed(node.children).trim()}}`;
    case "image":
      return `{image ${node.url} “${node.alt}”}`;
    case "link":
      return `{link ${node.url} ${inline(node.children)}}`;
    default:
      return "children" in node ? `{${node.type} ${inline(node.children)}}` : `{${node.type}}`;
  }
}
