/** The book's blocks → Typst around pandoc's blocks: what stands inside them is converted as everywhere. */
import type { PhrasingContent } from "mdast";
import { quickId } from "../document/generated/cards.ts";
import { fitsMargin } from "../blocks/asideLength.ts";
import { widthOf } from "../figures.ts";
import type { PandocContext } from "../pandoc/hooks.ts";
import { para, rawBlock, rawInline, type PandocBlock, type PandocInline } from "../pandoc/syntax.ts";
import { caveats } from "../proofWords.ts";
import type { BookBlock, BookCode, BookDocument, Page } from "../tree.ts";
import { textOf } from "../walk.ts";
import { drawingCall } from "./drawing.ts";
import { stayTogether } from "./formulas.ts";
import { typstMarkup, typstString } from "./escape.ts";
import { anchored, printed, type Session } from "./session.ts";

/** A block with its label in the margin, or running into its first line. */
export function blockMarkup(node: BookBlock, context: PandocContext, session: Session): readonly PandocBlock[] {
  switch (node.kind) {
    case "figure": return framed(node, context, { session, kind: "figure" });
    case "table": return framed(node, context, { session, kind: "table" });
    case "equation": return context.blocks(withoutAnchor(node, session).children);
    case "derivation":
    case "cost":
    case "theorem":
    case "proof":
    case "solution":
    case "exercise": return labelled(node, context, session);
    case "hint": return around(`#run-in(${anchored(node.id, session)}, ${typstString(node.label)})[`, context.blocks(node.children));
    case "aside": return aside(node, context, session);
    case "card": return card(node, context, session);
    case "answer": return [];
    default: return node.kind satisfies never;
  }
}

const typst = (text: string): PandocInline => rawInline("typst", text);

function around(opening: string, blocks: readonly PandocBlock[]): readonly PandocBlock[] {
  return [rawBlock("typst", opening), ...blocks, rawBlock("typst", "]")];
}

/** The display inside has the anchor, if it has an id; else the block's own is set before it. */
function withoutAnchor(node: BookBlock, session: Session): BookBlock {
  const inside = node.children.find((child) => child.type === "bookMath");
  if (inside?.id === node.id) return node;
  anchored(node.id, session);
  return { ...node, children: node.children.map((child) => (child === inside ? { ...inside, id: node.id } : child)) };
}

function labelled(node: BookBlock, context: PandocContext, session: Session): readonly PandocBlock[] {
  const title: readonly PandocInline[] = node.title.length === 0 ? [] : [typst("title: ["), ...context.inlines(node.title), typst("], ")];
  const remark = remarkOf(node, session);
  return [
    para([
      typst(`#labelled(${session.key()}, ${anchored(node.id, session)}, ${typstString(node.label)}, `),
      ...title,
      typst(`${remark === null ? "" : `remark: [${remark}], `}${node.kind === "exercise" || node.kind === "solution" ? "small: true, " : ""}${isWhole(node) ? "whole: true" : ""})[`),
    ]),
    ...context.blocks(node.children),
    rawBlock("typst", "]"),
  ];
}

/** Whether it is a derivation of several displays and nothing else that is short enough for a page. */
function isWhole({ kind, children }: BookBlock): boolean {
  const displays = children.filter((child) => child.type === "bookMath");
  return kind === "derivation" && displays.length > 1 && children.every(({ type }) => type === "bookMath" || type === "bookCode") && stayTogether(displays);
}

/** The technique, if it is named, and its function, then its lines, each beside its label; where the quick reference has the card, only that it is there. */
function card(node: BookBlock, context: PandocContext, session: Session): readonly PandocBlock[] {
  if (standsInQuickReference(node, session.document)) {
    const name = node.caption.length > 0 ? node.caption : node.title.slice(0, 1);
    return [para([typst(`#card-elsewhere(${anchored(node.id, session)}, ${printed(quickId(node.id), session)})[`), ...context.inlines(name), typst("]")])];
  }
  const lines = node.children.flatMap((list) => (list.type === "list" ? list.children : []));
  return [
    para([typst(`#card(${anchored(node.id, session)}${node.data?.home === undefined ? "" : ", small: true"}, [`), ...context.inlines(node.caption), ...(node.caption.length === 0 ? [] : [typst("#h(0.9em)")]), ...context.inlines(node.title.slice(0, 1)), typst("], ["), ...context.inlines(node.title.slice(2)), typst("])[")]),
    ...lines.flatMap(({ children: [label, ...said] }) => [
      para([typst(`#card-line(${node.data?.home === undefined ? "" : `small: true, ${said.some(({ type }) => type === "table") ? "wide: true, " : ""}`}[`), ...(label?.type === "paragraph" ? context.inlines(label.children) : []), typst("])[")]),
      ...context.blocks(said),
      rawBlock("typst", "]"),
    ]),
    rawBlock("typst", "]"),
  ];
}

/** Whether print leaves a card to the quick reference, which shows it a second time. */
export function standsInQuickReference({ kind, id, data }: BookBlock, { targets }: BookDocument): boolean {
  return kind === "card" && data?.home === undefined && targets.has(quickId(id));
}

/** Under the label: an exercise's level, or what is known of a derivation or a cost, and where the companion has the code of its check. */
function remarkOf(node: BookBlock, session: Session): string | null {
  if (node.level !== null) return `#level(${node.level})`;
  const checks = node.children.filter((child): child is BookCode => child.type === "bookCode" && child.role === "verify");
  const where = checks.length === 0 ? "" : `check #places((${checks.map((check) => `${printed(session.asideId(check), session)},`).join(" ")}))`;
  const shown = node.proof?.state === "proved" ? [`#check ${typstMarkup(node.proof.summary)}`] : [];
  const said = [...shown, ...caveats(node.proof, node.kind).map((words) => `#caveat[${typstMarkup(words)}]`), ...(where === "" ? [] : [where])];
  return said.length === 0 ? null : said.join("#linebreak()");
}

function framed(
  node: BookBlock, context: PandocContext, { session, kind }: { readonly session: Session; readonly kind: "figure" | "table" },
): readonly PandocBlock[] {
  const alt = node.alt === null ? "" : `, alt: ${typstString(node.alt)}`;
  const full = node.drawing !== null && widthOf(node.drawing) === "full" ? ", full: true" : "";
  const place = kind === "figure" && mayFloat(node, context.page) ? ", floats: true" : "";
  const state = node.proof?.state === "proved" ? ", mark: check" : node.proof?.state === "stale" ? ", mark: caveat[out of date]" : "";
  const blocks = context.blocks(node.children);
  const caption: readonly PandocInline[] = node.caption.length === 0 ? [typst("none")] : [typst("["), ...context.inlines(node.caption), typst("]")];
  return [
    para([
      typst(`#framed(${session.key()}, ${anchored(node.id, session)}, ${typstString(node.label)}, `),
      ...caption,
      typst(`, kind: "${kind}"${alt}${full}${place}${state})[`),
    ]),
    ...(node.drawing === null ? [] : [rawBlock("typst", drawingCall(node.drawing))]),
    ...(node.proof?.state === "missing" && kind === "figure" ? [rawBlock("typst", "#not-drawn")] : []),
    ...blocks,
    rawBlock("typst", "]"),
  ];
}

/** Whether a figure may stand at the head or the foot of a page, so that text fills the page before it: not where the text ends with a colon to show it. */
function mayFloat(node: BookBlock, { tree: { children } }: Page): boolean {
  const at = children.indexOf(node);
  const before = children.slice(0, Math.max(0, at)).findLast((each) => each.type !== "bookCode");
  return at >= 0 && !(before?.type === "paragraph" && textOf(before).trimEnd().endsWith(":"));
}

/** A short aside is a note without a number; a long one, or one with code, stands in the text, smaller. */
function aside(node: BookBlock, context: PandocContext, session: Session): readonly PandocBlock[] {
  const id = anchored(node.id, session);
  if (!fitsMargin(node)) {
    return around(`#long-aside(${id})[`, context.blocks(node.children));
  }
  const paragraphs = node.children.flatMap((child) => (child.type === "paragraph" ? [child] : []));
  const text = paragraphs.flatMap((each, index): readonly PandocInline[] => [...(index === 0 ? [] : [typst("#parbreak();")]), ...context.inlines(each.children)]);
  return [para([typst(`#margin-aside(${session.key()}, ${id})[`), ...titleOf(node.title, context), ...text, typst("]")])];
}

function titleOf(title: readonly PhrasingContent[], context: PandocContext): readonly PandocInline[] {
  return title.length === 0 ? [] : [typst("#emph["), ...context.inlines(title), typst("]#linebreak();")];
}
