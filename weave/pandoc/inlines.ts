/** Phrasing content of the book's tree → pandoc's inlines. */
import type { PhrasingContent } from "mdast";
import type { PandocContext } from "./hooks.ts";
import { attributes, link, words, type PandocInline } from "./syntax.ts";

/** Inlines for a run of phrasing nodes, in order. */
export function inlinesOf(nodes: readonly PhrasingContent[], context: PandocContext): readonly PandocInline[] {
  return nodes.flatMap((node) => inlineOf(node, context));
}

function inlineOf(node: PhrasingContent, context: PandocContext): readonly PandocInline[] {
  const { hooks } = context;
  switch (node.type) {
    case "text": return words(node.value);
    case "emphasis": return [{ t: "Emph", c: inlinesOf(node.children, context) }];
    case "strong": return [{ t: "Strong", c: inlinesOf(node.children, context) }];
    case "delete": return [{ t: "Strikeout", c: inlinesOf(node.children, context) }];
    case "inlineCode": return [{ t: "Code", c: [attributes(), node.value] }];
    case "break": return [{ t: "LineBreak" }];
    case "link": return [link(node.url, inlinesOf(node.children, context))];
    case "linkReference": return inlinesOf(node.children, context);
    case "image": return hooks.image(node, context);
    case "imageReference": return words(node.alt ?? "");
    case "inlineMath": return hooks.inlineMath(node, context);
    case "marginNote": return hooks.marginNote(node, context);
    case "bookReference": return hooks.reference(node, context);
    case "bookCitation": return hooks.citation(node, context);
    case "bookTerm": return hooks.term(node, context);
    case "bookValue": return hooks.value(node, context);
    case "bookMark": return hooks.mark(node, context);
    case "html": return htmlOf(node.value);
    default: return textOf(node, context);
  }
}

/** Neither Typst nor an EPUB reader can be trusted with HTML as typed: a line break stays, other tags give way to their text. */
function htmlOf(value: string): readonly PandocInline[] {
  return /^<br\s*\/?>$/i.test(value) ? [{ t: "LineBreak" }] : [];
}

/** A node of some other plugin's: its children, if it has any, lose only their wrapping. */
function textOf(node: PhrasingContent, context: PandocContext): readonly PandocInline[] {
  return "children" in node && Array.isArray(node.children) ? inlinesOf(node.children as PhrasingContent[], context) : [];
}
