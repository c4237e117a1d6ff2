/** How the PDF edition writes each of the book's own nodes. */
import { pathOf } from "../plugins/images.ts";
import type { PandocContext, PandocHooks } from "../pandoc/hooks.ts";
import { attributes, div, para, rawBlock, rawInline, type PandocBlock, type PandocInline } from "../pandoc/syntax.ts";
import type { DocumentPart, Page } from "../tree.ts";
import { blockMarkup } from "./blocks.ts";
import { codeMarkup } from "./code.ts";
import { drawingCall } from "./drawing.ts";
import { typstMarkup, typstString } from "./escape.ts";
import { displayFormula, inlineFormula } from "./formulas.ts";
import { indexMarkup } from "./indexes.ts";
import { noteInlines } from "./notes.ts";
import { PAGE_CLASS } from "./prepare.ts";
import { isReference } from "./reference.ts";
import { anchored, linked, printed, type Session } from "./session.ts";

/** The hooks of one conversion, which gather in its session what is asked for later. */
export function typstHooks(session: Session): PandocHooks {
  return {
    part: (part) => [block(`#part(${anchored(partAnchor(part), session)}, [${typstMarkup(part.title ?? "")}])`)],
    page: (page, context) => [...(page.role === "opening" && isReference(page.chapter) ? [block("#reference[")] : []), ...pageTitle(page, context, session)],
    pageEnd: () => [],
    chapterEnd: (chapter) => (isReference(chapter) ? [block("]")] : []),
    math: (node, context) => [block(displayFormula(node, context, session))],
    inlineMath: (node, context) => [inline(inlineFormula(node, context, session))],
    code: (node) => blockUnlessEmpty(codeMarkup(node, session)),
    block: (node, context) => blockMarkup(node, context, session),
    bibliographyEntry: (node, context) => [
      para([inline(`#bibliography-entry(${anchored(node.id, session)})[`), ...context.inlines(node.children), inline("]")]),
    ],
    index: (node) => [block(indexMarkup(node.of, session))],
    marginNote: (node, context) => [
      inline(`#note(${session.key()}, ${node.number}, ${anchored(node.id, session)})[`),
      ...noteInlines(node.children, context, session),
      inline("];"),
    ],
    reference: (node, context) => {
      const kind = context.document.targets.get(node.target)?.kind;
      const setter = kind === "solution" ? "refer-with-page" : "refer";
      return wrapped(`#${setter}(${(kind === "solution" ? printed : linked)(node.target, session)})[`, context.inlines(node.children));
    },
    citation: (node, context) => context.inlines(node.children),
    term: (node, context) => wrapped(`#term(${anchored(node.id, session)})[`, context.inlines(node.children)),
    value: (node) => [inline(node.value === null ? "#not-run;" : typstMarkup(node.value))],
    mark: () => [inline("#gap-check;")],
    shown: (node) => [block(`#shown-drawing(${drawingCall(node.drawing).slice(1)}, ${typstString(node.alt)})`)],
    image: (node, context) => [inline(`#picture(${typstString(`/${pathOf(node.url, context.page.path) ?? node.url}`)}, ${typstString(node.alt ?? "")});`)],
  };
}

/** What a part is called, in a book that gives it no name of its own too. */
export const partAnchor = ({ id, title }: DocumentPart): string => id ?? `part-${title ?? ""}`;

const block = (text: string): PandocBlock => rawBlock("typst", text);
const inline = (text: string): PandocInline => rawInline("typst", text);
const blockUnlessEmpty = (text: string): readonly PandocBlock[] => (text === "" ? [] : [block(text)]);
const wrapped = (opening: string, inlines: readonly PandocInline[]): readonly PandocInline[] => [inline(opening), ...inlines, inline("];")];

/** The title, in a container that tells `prepare` where the page begins. */
function pageTitle(page: Page, context: PandocContext, session: Session): readonly PandocBlock[] {
  const kind = page.role === "opening" ? "chapter" : "section";
  const number = page.number === null ? "" : `, number: ${typstString(page.number)}`;
  const tagline = page.tagline === null ? "" : `, tagline: [${typstMarkup(page.tagline)}]`;
  const title = para(wrapped(`#${kind}(${context.level - session.depth}, ${anchored(page.id, session)}${number}${tagline})[`, context.inlines(page.title)));
  return [div(attributes({ classes: [PAGE_CLASS], pairs: { level: String(context.level), role: page.role } }), [title])];
}
