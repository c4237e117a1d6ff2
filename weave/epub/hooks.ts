/** How the EPUB edition writes the book's own nodes: XHTML where pandoc has no word for them, pandoc's nodes elsewhere. */
import type { Nodes } from "mdast";
import type { Diagnostic } from "../../tangle/index.ts";
import { formulaWidth } from "../formulaWidth.ts";
import type { Highlighter } from "../highlight.ts";
import { anchorOf, type PandocContext, type PandocHooks } from "../pandoc/hooks.ts";
import { attributes, div, header, link, para, plain, rawBlock, rawInline, span, words, type PandocBlock, type PandocInline } from "../pandoc/syntax.ts";
import { placed } from "../place.ts";
import type { BookCode, BookMath, BookValue, MarginNote } from "../tree.ts";
import { createAsides, type Asides } from "./asides.ts";
import { blockOf } from "./block.ts";
import { codeMarkup, hiddenMarkup } from "./code.ts";
import { drawingBlock } from "./drawing.ts";
import type { Fragments } from "./fragments.ts";
import type { InlinePicture } from "./images.ts";
import { indexMarkup } from "./indexes.ts";
import { checkMarkup } from "./mark.ts";
import { element, escapeText, openTag } from "./markup.ts";
import { createMathematics, type MathStyle } from "./math.ts";

/** What the hooks work with; `report` takes what they find wrong. */
export interface EpubTools {
  readonly highlighter: Highlighter;
  readonly picture: InlinePicture;
  readonly fragments: Fragments;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** Hooks for one book; they remember its notes and its hidden code until the page or the chapter ends. */
export function epubHooks(tools: EpubTools): PandocHooks {
  const asides = createAsides();
  const mathematics = mathematicsOf(tools);
  const block = (make: () => string): readonly PandocBlock[] => [rawBlock("html", tools.fragments.add(make))];
  return {
    part: (part) => [header(1, attributes({ id: anchorOf(part.id ?? part.title ?? "part"), classes: ["part"] }), words(part.title ?? ""))],
    page: (page, context) => {
      const number = page.number === null ? [] : [span(attributes({ classes: ["number"] }), words(page.number)), ...words(" ")];
      const at = attributes({ id: anchorOf(page.id), classes: [page.role === "opening" ? "chapter" : "section"] });
      const tagline = page.tagline === null ? [] : [rawBlock("html", element("p", { class: "tagline" }, escapeText(page.tagline)))];
      return [header(context.level, at, [...number, ...context.inlines(page.title)]), ...tagline];
    },
    pageEnd: (_, context) => notesOf(asides, context),
    chapterEnd: (_, context) => hiddenOf(asides, context, tools),
    math: (node, context) => block(() => equationMarkup(node, mathematics(node.value, "display", [node, context]))),
    inlineMath: (node, context) => [rawInline("html", tools.fragments.add(() => inlineMarkup(node.value, mathematics(node.value, "inline", [node, context]))))],
    code: (node, context) => block(codeOf(node, { asides, context, highlighter: tools.highlighter })),
    block: (node, context) => blockOf(node, context, tools),
    bibliographyEntry: (node, context) => [
      div(attributes({ id: anchorOf(node.id), classes: ["bibliography-entry"] }), [para(context.inlines(node.children))]),
    ],
    index: (node, context) => block(() => indexMarkup(node.of, context.document)),
    marginNote: (node) => {
      asides.notes.add(node);
      const at = { id: `${anchorOf(node.id)}-reference`, class: "note-reference", href: `#${anchorOf(node.id)}`, "epub:type": "noteref", role: "doc-noteref" };
      return [rawInline("html", tools.fragments.add(() => element("a", at, String(node.number))))];
    },
    reference: (node, context) => [link(`#${anchorOf(node.target)}`, context.inlines(node.children))],
    citation: (node, context) => [span(attributes({ classes: ["citation"] }), context.inlines(node.children))],
    term: (node, context) => [span(attributes({ id: anchorOf(node.id), classes: ["dfn"] }), context.inlines(node.children))],
    value: (node) => [valueOf(node)],
    mark: (node) => [rawInline("html", ` ${checkMarkup(node.proof)}`)],
    shown: (node) => [drawingBlock(node.drawing, node.alt, tools.fragments)],
    image: (node, context) => tools.picture(node, node.alt ?? "", context),
  };
}

function valueOf({ value, expression, stale }: BookValue): PandocInline {
  if (value === null) return rawInline("html", element("span", { class: "not-run", title: expression }, "[not run yet]"));
  const title = stale ? `out of date: ${expression}` : expression;
  return rawInline("html", element("span", { class: stale ? "value stale" : "value", title }, escapeText(value)));
}

/** A formula that Temml refuses is the author's mistake, at its place; the text stands in for it until then. */
function mathematicsOf({ report }: EpubTools): (tex: string, style: MathStyle, at: readonly [Pick<Nodes, "position">, PandocContext]) => string {
  const mathematics = createMathematics();
  return (tex, style, [node, context]) => {
    const formula = mathematics(tex, style);
    if (formula.kind === "set") return formula.mathml;
    report({ severity: "error", code: "formula", message: `MathML cannot set this formula: ${formula.reason}`, at: placed(context.page.source, node) });
    return element("code", {}, escapeText(tex));
  };
}

/** A formula in a line is not broken by reading systems; a long one scrolls in itself. */
function inlineMarkup(tex: string, mathml: string): string {
  return isWide(tex) ? element("span", { class: "wide-formula", tabindex: "0" }, mathml) : mathml;
}

function equationMarkup(node: BookMath, mathml: string): string {
  const set = element("div", { class: "display", tabindex: isWide(node.value) ? "0" : null }, mathml);
  const number = node.number === null ? "" : element("span", { class: "equation-number" }, `(${escapeText(node.number)})`);
  return element("div", { class: "equation", id: node.id === null ? null : anchorOf(node.id) }, set + number);
}

/** May be wider than a phone, so it must be reachable by keyboard to be scrolled. */
function isWide(tex: string): boolean {
  return formulaWidth(tex) > 30;
}

/** The markup is made later; what is hidden is put aside now. */
function codeOf(
  code: BookCode, { asides, context, highlighter }: { readonly asides: Asides; readonly context: PandocContext; readonly highlighter: Highlighter },
): () => string {
  if (!code.hide) return () => codeMarkup(code, { document: context.document, page: context.page, highlighter });
  const id = code.id ?? `${anchorOf(context.page.id)}--hidden-${code.position?.start.line ?? 0}`;
  asides.hidden.add({ code, page: context.page, id });
  return () => hiddenMarkup(code, id);
}

/** The notes of the page that ends. Readers show them over the page; those that cannot, here. */
function notesOf(asides: Asides, context: PandocContext): readonly PandocBlock[] {
  const notes = asides.notes.take();
  const set = notes.flatMap((note) => noteOf(note, context));
  return notes.length === 0 ? [] : [...set, ...notesOf(asides, context)]; // a note may hold a note
}

function noteOf(note: MarginNote, context: PandocContext): readonly PandocBlock[] {
  const back = element("a", { class: "note-back", href: `#${anchorOf(note.id)}-reference`, role: "doc-backlink" }, String(note.number));
  const [first, ...rest] = context.blocks(note.children);
  const opening = rawInline("html", `${back} `);
  const content: readonly PandocBlock[] =
    first?.t === "Para" ? [para([opening, ...first.c]), ...rest] : [plain([opening]), ...(first === undefined ? [] : [first]), ...rest];
  return [
    rawBlock("html", openTag("aside", { id: anchorOf(note.id), class: "note", "epub:type": "footnote", role: "doc-footnote" })),
    ...content,
    rawBlock("html", "</aside>"),
  ];
}

/** A page of its own, behind the chapter's sections. */
function hiddenOf(asides: Asides, context: PandocContext, { highlighter, fragments }: EpubTools): readonly PandocBlock[] {
  const hidden = asides.hidden.take();
  if (hidden.length === 0) return [];
  const { chapter } = context.page;
  const level = context.page.role === "section" ? context.level : context.level + 1;
  const title = chapter.number === null ? "Code set aside" : `Code set aside in Chapter ${chapter.number}`;
  const listings = hidden.map(({ code, page, id }) => {
    const named = code.id === null ? { ...code, id } : code;
    return rawBlock("html", fragments.add(() => codeMarkup(named, { document: context.document, page, highlighter })));
  });
  return [
    header(level, attributes({ id: anchorOf(`${chapter.opening.id}--set-aside`), classes: ["section"] }), words(title)),
    div(attributes({ classes: ["set-aside"] }), listings),
  ];
}
