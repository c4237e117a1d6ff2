/** A `:::name` block: a quiet label, and its content. */
import { anchorOf, type PandocContext } from "../pandoc/hooks.ts";
import { attributes, div, plain, rawBlock, rawInline, span, words, type PandocBlock, type PandocInline } from "../pandoc/syntax.ts";
import type { BookBlock } from "../tree.ts";
import { drawingBlock } from "./drawing.ts";
import type { Fragments } from "./fragments.ts";
import type { InlinePicture } from "./images.ts";
import { checkMarkup, proofMarkup } from "./mark.ts";
import { element, escapeText, openTag } from "./markup.ts";

/** What shows a book's pictures, and holds its markup until pandoc has run. */
export interface BlockTools {
  readonly picture: InlinePicture;
  readonly fragments: Fragments;
}

/** The block as pandoc's. */
export function blockOf(node: BookBlock, context: PandocContext, { picture, fragments }: BlockTools): readonly PandocBlock[] {
  switch (node.kind) {
    case "equation": return context.blocks(node.children); // its formula has the number and the anchor
    case "figure": return figureOf(node, context, { picture, fragments });
    case "table": return tableOf(node, context);
    case "hint": return [rawBlock("html", `${openTag("details", { class: "hint", id: anchorOf(node.id) })}<summary>Hint</summary>`), ...context.blocks(node.children), rawBlock("html", "</details>")];
    case "aside": return [
      rawBlock("html", openTag("aside", { class: "aside", id: anchorOf(node.id) })),
      ...(node.title.length === 0 ? [] : [labelOf(node, context)]),
      ...context.blocks(node.children),
      rawBlock("html", "</aside>"),
    ];
    case "card": return cardOf(node, context);
    case "answer": return [];
    case "derivation": case "cost": case "theorem": case "proof": case "exercise": case "solution":
      return [div(attributes({ id: anchorOf(node.id), classes: ["block", node.kind] }), [labelOf(node, context), ...context.blocks(node.children)])];
    default: return node.kind satisfies never;
  }
}

/** The technique, if it is named, its function, and a list of its lines. */
function cardOf(node: BookBlock, context: PandocContext): readonly PandocBlock[] {
  const lines = node.children.flatMap((list) => (list.type === "list" ? list.children : []));
  const content = lines.flatMap(({ children: [label, ...said] }) => [
    rawBlock("html", "<dt>"), plain(label?.type === "paragraph" ? context.inlines(label.children) : []), rawBlock("html", "</dt><dd>"), ...context.blocks(said), rawBlock("html", "</dd>"),
  ]);
  const head = div(attributes({ classes: ["label"] }), [plain(joined([context.inlines(node.caption), context.inlines(node.title)]))]);
  return [div(attributes({ id: anchorOf(node.id), classes: ["card"] }), [head, rawBlock("html", "<dl>"), ...content, rawBlock("html", "</dl>")])];
}

/** "Derivation 1.2  How softmax moves", with what was checked said behind it. */
function labelOf(node: BookBlock, context: PandocContext): PandocBlock {
  const named = node.kind === "aside" ? [] : [span(attributes({ classes: ["kind"] }), words(node.label))];
  const title = node.title.length === 0 ? [] : [span(attributes({ classes: ["title"] }), context.inlines(node.title))];
  const level = node.level === null ? [] : [rawInline("html", levelMarkup(node.level))];
  const states = proofMarkup(node.proof, node.kind).map((markup) => [rawInline("html", markup)]);
  return div(attributes({ classes: ["label"] }), [plain(joined([named, title, level, ...states]))]);
}

const joined = (groups: readonly (readonly PandocInline[])[]): readonly PandocInline[] =>
  groups.filter((group) => group.length > 0).flatMap((group, index) => (index === 0 ? group : [{ t: "Space" }, ...group]));

/** A level is said in words and shown in stars. */
function levelMarkup(level: number): string {
  const stars = element("span", { "aria-hidden": "true" }, "★".repeat(level));
  return element("span", { class: "level", title: `level ${level}` }, `${stars}${element("span", { class: "spoken" }, `level ${level}`)}`);
}

function figureOf(node: BookBlock, context: PandocContext, { picture, fragments }: BlockTools): readonly PandocBlock[] {
  const content = node.children.flatMap((child): readonly PandocBlock[] => {
    const [only] = child.type === "paragraph" && child.children.length === 1 ? child.children : [];
    return only?.type === "image" ? [plain(picture(only, only.alt || (node.alt ?? ""), context))] : context.blocks([child]);
  });
  const waiting = element("p", { class: "not-run" }, `This figure is drawn when its cell is run. It will show: ${escapeText(node.alt ?? "")}`);
  return [
    rawBlock("html", openTag("figure", { id: anchorOf(node.id) })),
    ...(node.drawing === null ? [] : [drawingBlock(node.drawing, node.alt ?? "", fragments)]),
    ...(node.proof?.state === "missing" ? [rawBlock("html", waiting)] : []),
    ...content,
    ...captionOf(node, context),
    rawBlock("html", "</figure>"),
  ];
}

/** A caption stands above its table: inside of it, it would be no wider than its columns. */
function tableOf(node: BookBlock, context: PandocContext): readonly PandocBlock[] {
  return [
    rawBlock("html", openTag("figure", { id: anchorOf(node.id), class: "table" })),
    ...captionOf(node, context),
    ...context.blocks(node.children),
    rawBlock("html", "</figure>"),
  ];
}

function captionOf(node: BookBlock, context: PandocContext): readonly PandocBlock[] {
  const label = span(attributes({ classes: ["kind"] }), words(`${node.label}.`));
  const { proof } = node;
  const state = proof?.state === "proved" ? [rawInline("html", ` ${checkMarkup(proof)}`)] : proof?.state === "stale" ? words(" (out of date)") : [];
  const caption = plain([label, ...state, ...(node.caption.length === 0 ? [] : words(" ")), ...context.inlines(node.caption)]);
  return [rawBlock("html", "<figcaption>"), caption, rawBlock("html", "</figcaption>")];
}
