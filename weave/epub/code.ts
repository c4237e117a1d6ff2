/** Code as XHTML: highlighted lines that wrap, a chunk's name above them, its links below. */
import { sentence } from "../words/sentence.ts";
import { codeLines, type CodeLine, type Highlighter } from "../highlight.ts";
import { palette, syntax } from "../palette.ts";
import { anchorOf } from "../pandoc/hooks.ts";
import { alwaysSaid, caveats } from "../proofWords.ts";
import type { BookCode, BookDocument, ChunkLink, ChunkView, Page } from "../tree.ts";
import { checkMarkup } from "./mark.ts";
import { element, escapeText } from "./markup.ts";

/** What code is set with: where it stands decides how a link says "where". */
export interface CodeContext {
  readonly document: BookDocument;
  readonly page: Page;
  readonly highlighter: Highlighter;
}

/** A fence of any role, shown in place. */
export function codeMarkup(code: BookCode, context: CodeContext): string {
  const listing = listingMarkup(code, context.highlighter);
  if (code.chunk !== null) return chunkMarkup(code.chunk, listing, context);
  switch (code.role) {
    case "output": return element("div", { class: "output", id: anchor(code) }, listing);
    case "verify": return folded("Check", code, listing);
    case "figure": return folded("Code of this figure", code, listing);
    case "wrong": return element("div", { class: "code wrong", id: anchor(code) }, check(code) + listing + note(`A mistake on purpose: ${code.wrong ?? "it fails"}.`) + notes(code));
    case "run": case "experiment": case "fragment": return element("div", { class: "code cell", id: anchor(code) }, check(code) + listing + notes(code));
    case "file": case "chunk": case "plain":
      return element("div", { class: "code", id: anchor(code) }, listing);
    default: return code.role satisfies never;
  }
}

/** What stands in the place of hidden code: its name, leading to the end of the chapter. */
export function hiddenMarkup(code: BookCode, id: string): string {
  const name = code.chunk === null ? "Code" : nameMarkup(code.chunk);
  return element("p", { class: "hidden-code" }, `${name} stands at ${element("a", { href: `#${anchorOf(id)}` }, "the end of this chapter")}.`);
}

/** The name of a chunk as it is printed: a file in mono, a name in brackets. */
export function nameMarkup(chunk: Pick<ChunkView, "kind" | "name">): string {
  return chunk.kind === "file"
    ? element("code", { class: "file" }, breakable(chunk.name))
    : element("span", { class: "name" }, `⟨${escapeText(chunk.name)}⟩`);
}

function chunkMarkup(chunk: ChunkView, listing: string, context: CodeContext): string {
  const sign = element("span", { class: "sign" }, chunk.sign);
  const head = element("p", { class: "chunk-name" }, `${nameMarkup(chunk)} ${sign}`);
  return element("div", { class: "code chunk", id: anchorOf(chunk.id) }, head + listing + differenceMarkup(chunk) + linksMarkup(chunk, context));
}

/** The lines; each keeps its line end, so that a reader without the style sheet shows the same. */
function listingMarkup(code: BookCode, highlighter: Highlighter): string {
  const lines = codeLines(code, highlighter).map((line) => element("span", { class: lineClass(line) }, `${lineMarkup(line)}\n`));
  return element("pre", {}, element("code", { "data-language": code.language }, lines.join("")));
}

/** `i4`: a line that begins with four spaces, so that what wraps is set in further than its start. */
function lineClass(line: CodeLine): string {
  const start = line.kind === "use" ? line.indent : (line.tokens[0]?.text ?? "");
  const indent = /^[ \t]*/.exec(start)?.[0].replaceAll("\t", "    ").length ?? 0;
  return `l i${Math.min(24, indent)}`;
}

function lineMarkup(line: CodeLine): string {
  if (line.kind === "use") return `${line.indent}${linkMarkup(line.link)}`;
  return line.tokens
    .map(({ text, kind }) => (syntax[kind] === palette.ink ? escapeText(text) : element("span", { class: kind }, escapeText(text))))
    .join("");
}

/** Only a file's name begins with the folder of all files. */
function linkMarkup(link: ChunkLink): string {
  const href = `#${anchorOf(link.id)}`;
  return link.text.startsWith("src/")
    ? element("a", { href }, element("code", {}, breakable(link.text)))
    : element("a", { class: "use", href }, `⟨${escapeText(link.text)}⟩`);
}

function linksMarkup(chunk: ChunkView, context: CodeContext): string {
  const sentences = [
    said("Continues", chunk.previous, context),
    said("Continued", chunk.next, context),
    chunk.usedIn.length === 0 ? "" : `Used in ${chunk.usedIn.map((link) => linkMarkup(link)).join(", ")}.`,
    chunk.replaces.length === 0 ? "" : `Replaces ${chunk.replaces.map((link) => `${linkMarkup(link)}${where(link, context)}`).join(", ")}.`,
    said("Replaced", chunk.replacedBy, context),
  ].filter((sentence) => sentence !== "");
  return sentences.length === 0 ? "" : element("p", { class: "chunk-links" }, sentences.join(" "));
}

/** "Continued in Section 1.3.", or "below" on the same page. */
function said(verb: "Continues" | "Continued" | "Replaced", link: ChunkLink | null, context: CodeContext): string {
  if (link === null) return "";
  const page = context.document.targets.get(link.id)?.page;
  const onward = verb !== "Continues";
  const place = page === undefined || page.id === context.page.id ? (onward ? "below" : "from above") : `${onward ? "in" : "from"} ${pageName(page)}`;
  return `${verb} ${element("a", { href: `#${anchorOf(link.id)}` }, escapeText(place))}.`;
}

function where(link: ChunkLink, context: CodeContext): string {
  const page = context.document.targets.get(link.id)?.page;
  return page === undefined || page.id === context.page.id ? "" : ` of ${escapeText(pageName(page))}`;
}

/** "Section 1.2", or the title in quotation marks where there is no number. */
export function pageName(page: Page): string {
  if (page.number === null) return `“${page.titleText}”`;
  return `${page.role === "opening" ? "Chapter" : "Section"} ${page.number}`;
}

function differenceMarkup(chunk: ChunkView): string {
  if (chunk.difference.every((line) => line.kind === "same")) return "";
  const lines = chunk.difference.map(({ kind, text }) => {
    const [sign, name] = kind === "removed" ? ["−", "del"] : kind === "added" ? ["+", "ins"] : [" ", "span"];
    return element(name, { class: "l i2" }, `${sign} ${escapeText(text)}\n`);
  });
  const pre = element("pre", {}, element("code", {}, lines.join("")));
  return element("details", { class: "difference" }, element("summary", {}, "What changes") + pre);
}

function folded(label: string, code: BookCode, listing: string): string {
  return element("details", { class: "folded", id: anchor(code) }, element("summary", {}, label) + listing);
}

const anchor = (code: BookCode): string | null => (code.id === null ? null : anchorOf(code.id));

/** Above the code of a cell that was run. */
function check({ proof }: BookCode): string {
  return proof?.state === "proved" ? checkMarkup(proof) : "";
}

/** Under it: what is known of it instead, and under which conditions something was measured or recorded. */
function notes({ proof, role }: BookCode): string {
  const said = alwaysSaid(proof);
  const conditions = said.length === 0 ? [] : [said.join("; ")];
  return [...conditions, ...caveats(proof, role).map(sentence)].map(note).join("");
}

const note = (text: string): string => element("p", { class: "code-note" }, escapeText(text));

/** A path may break behind each slash. */
const breakable = (path: string): string => escapeText(path).replaceAll("/", "/<wbr/>");
