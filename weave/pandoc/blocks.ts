/** Block content of the book's tree → pandoc's blocks. */
import type { List, ListItem, PhrasingContent, RootContent } from "mdast";
import { headingAnchor, headingLevel, type PandocContext } from "./hooks.ts";
import { attributes, div, header, para, plain, words, type PandocBlock } from "./syntax.ts";
import { tableOf } from "./table.ts";

/** Blocks for a run of block nodes, in order. */
export function blocksOf(nodes: readonly RootContent[], context: PandocContext): readonly PandocBlock[] {
  return nodes.flatMap((node) => blockOf(node, context));
}

function blockOf(node: RootContent, context: PandocContext): readonly PandocBlock[] {
  const { hooks } = context;
  switch (node.type) {
    case "paragraph": return [para(context.inlines(node.children))];
    case "heading": return [
      header(headingLevel(node.depth, context), attributes({ id: headingAnchor(node, context.page) }), context.inlines(node.children)),
    ];
    case "thematicBreak": return [{ t: "HorizontalRule" }];
    case "blockquote": return [{ t: "BlockQuote", c: blocksOf(node.children, context) }];
    case "list": return [listOf(node, context)];
    case "table": return [div(attributes({ classes: ["table-frame"], pairs: { tabindex: "0" } }), [tableOf(node, context)])];
    case "code": return [{ t: "CodeBlock", c: [attributes({ classes: node.lang ? [node.lang] : [] }), node.value] }];
    case "math": return hooks.math({ type: "bookMath", value: node.value, id: null, number: null }, context);
    case "bookMath": return hooks.math(node, context);
    case "bookCode": return hooks.code(node, context);
    case "bookBlock": return hooks.block(node, context);
    case "bookShown": return hooks.shown(node, context);
    case "bookBibliographyEntry": return hooks.bibliographyEntry(node, context);
    case "bookIndex": return hooks.index(node, context);
    case "html": return htmlOf(node.value);
    default: return otherOf(node, context);
  }
}

function listOf(node: List, context: PandocContext): PandocBlock {
  const spread = node.spread === true || node.children.some((item) => item.spread === true);
  const items = node.children.map((item) => itemOf(item, { spread, context }));
  return node.ordered
    ? { t: "OrderedList", c: [[node.start ?? 1, { t: "Decimal" }, { t: "Period" }], items] }
    : { t: "BulletList", c: items };
}

function itemOf(
  item: ListItem, { spread, context }: { readonly spread: boolean; readonly context: PandocContext },
): readonly PandocBlock[] {
  const box = item.checked === true ? words("☒ ") : item.checked === false ? words("☐ ") : [];
  return item.children.flatMap((child, index) => {
    if (child.type !== "paragraph") return blockOf(child, context);
    const inlines = [...(index === 0 ? box : []), ...context.inlines(child.children)];
    return [spread ? para(inlines) : plain(inlines)];
  });
}

/** As in a line: the tags and comments of HTML blocks are dropped, their text is kept. */
function htmlOf(value: string): readonly PandocBlock[] {
  const text = value.replace(/<!--[\s\S]*?-->/g, "").replace(/<[^>]*>/g, "").trim();
  return text === "" ? [] : [para(words(text))];
}

/** Definitions and front matter print nothing; a container of some other plugin's keeps its children. */
function otherOf(node: RootContent, context: PandocContext): readonly PandocBlock[] {
  if (node.type === "yaml" || node.type === "definition" || node.type === "footnoteDefinition") return [];
  if ("children" in node && Array.isArray(node.children)) return blocksOf(node.children as RootContent[], context);
  const inlines = context.inlines([node as PhrasingContent]);
  return inlines.length === 0 ? [] : [para(inlines)];
}
