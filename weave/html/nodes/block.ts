/** The book's blocks: recognised by a small label in the margin, a figure or table by its caption. */
import type { Element, ElementContent } from "hast";
import type { State } from "mdast-util-to-hast";
import { fitsMargin } from "../../blocks/asideLength.ts";
import { homeOf } from "../../document/notation.ts";
import { widthOf } from "../../figures.ts";
import type { BookBlock } from "../../tree.ts";
import { caveats } from "../../proofWords.ts";
import { element, text } from "../hast.ts";
import type { HandlerFor } from "../setting.ts";
import { asked } from "./asked.ts";
import { markOf } from "./mark.ts";
import { dataLink, drawingOf } from "./drawing.ts";

/** The handler of `bookBlock`. */
export const bookBlock: HandlerFor = (setting) => (state, node: BookBlock, parent) => {
  switch (node.kind) {
    case "figure":
    case "table":
      return captioned(state, node);
    case "equation":
      return element("div", { id: node.id, className: ["equation"] }, ...state.all(node));
    case "hint":
      return folded(state, node);
    case "solution":
      return node.title.length > 0 ? solution(state, node, homeOf(setting.document, node)?.folder) : folded(state, node);
    case "answer":
      return asked(state, { answer: node, solution: parent?.type === "bookBlock" ? parent : null }, setting);
    case "proof":
      return element("div", { id: node.id, className: ["proof"] }, ...runIn(node, state.all(node)));
    case "aside":
      return aside(state, node);
    case "card":
      return card(state, node);
    case "derivation":
    case "cost":
    case "theorem":
    case "exercise":
      return element("div", { id: node.id, className: ["block", node.kind] }, head(state, node), ...state.all(node));
    default:
      return node.kind satisfies never;
  }
};

/** `DERIVATION 1.2`, its title, an exercise's level, and whether it has been checked. */
function head(state: State, node: BookBlock): Element {
  const title = phrasing(state, node.title);
  const parts: Element[] = [element("span", { className: ["label"] }, node.label), ...markOf(node.proof)];
  if (title.length > 0) parts.push(element("span", { className: ["block-title"] }, ...title));
  if (node.level !== null) parts.push(level(node.level));
  parts.push(...states(node));
  const spaced = parts.flatMap((part, index) => (index > 0 ? [text(" "), part] : [part]));
  return element("p", { className: ["margin", "block-head"] }, ...spaced);
}

/** The technique, if it is named, and its function head it; its lines are a list of what is said under their labels. One that stands with others in the quick reference says whose symbols it uses. */
function card(state: State, node: BookBlock): Element {
  const [name, , path] = state.all({ type: "paragraph", children: node.title });
  const technique = node.caption.length === 0 ? [] : [element("span", { className: ["card-name"] }, ...state.all({ type: "paragraph", children: node.caption })), text(" ")];
  const head = element("p", { className: ["card-head"] }, ...technique, ...(name ? [name] : []), ...(path ? [text(" "), element("span", { className: ["card-path"] }, path)] : []));
  const lines = node.children.flatMap((list) => (list.type === "list" ? list.children : []));
  const content = lines.map(({ data, children: [label, ...said] }) =>
    element("div", { className: data?.cardLine === undefined ? [] : [`card-${data.cardLine}`] },
      element("dt", {}, ...(label?.type === "paragraph" ? state.all(label) : [])), element("dd", {}, ...state.all({ type: "blockquote", children: said }))));
  const home = node.data?.home;
  return element("div", { id: node.id, className: home === undefined ? ["card"] : ["card", "quick"], ...(home === undefined ? {} : { dataNotation: home }) }, head, element("dl", {}, ...content));
}

/** A short one stands in the margin; one with code, or as long as a text of its own, in the column, under a label as other blocks have it. */
function aside(state: State, node: BookBlock): Element {
  const title = phrasing(state, node.title);
  if (fitsMargin(node)) {
    const named = title.length === 0 ? [] : [element("p", { className: ["aside-title"] }, ...title)];
    return element("aside", { id: node.id, className: ["aside"] }, ...named, ...state.all(node));
  }
  const label = element("p", { className: ["margin", "block-head"] }, element("span", { className: ["label"] }, node.label), text(" "), element("span", { className: ["block-title"] }, ...title));
  return element("aside", { id: node.id, className: ["block", "long-aside"] }, label, ...state.all(node));
}

function states(node: BookBlock): Element[] {
  return caveats(node.proof, node.kind).map((words) => element("span", { className: ["state"] }, words));
}

function level(steps: number): Element {
  const dots = element("span", { ariaHidden: "true" }, "•".repeat(steps));
  return element("span", { className: ["level"] }, dots, element("span", { className: ["hidden"] }, `level ${steps}`));
}

/** A caption ends a figure, so the code that drew it stands after it. */
function captioned(state: State, node: BookBlock): Element | Element[] {
  const label = [element("span", { className: ["label"] }, node.label), ...markOf(node.proof).flatMap((mark) => [text(" "), mark])];
  const said = node.proof?.state === "missing" ? [] : states(node).flatMap((each) => [text(" "), each]);
  const caption = element("figcaption", {}, ...label, text(" "), ...phrasing(state, node.caption), ...said);
  const content = state.all(node);
  if (node.kind === "table") return element("figure", { id: node.id, className: ["table-figure"] }, caption, ...content);
  const { drawing } = node;
  const trained = trainingOf(node);
  if (drawing === null) return element("figure", { id: node.id, className: ["figure"], ...trained }, ...pending(node), ...content, caption);
  const withData = { ...caption, children: [...caption.children, ...dataLink(drawing)] };
  const figure = element("figure", { id: node.id, className: ["figure", `${widthOf(drawing)}-figure`], ...trained }, drawingOf(drawing, node.alt ?? ""), withData);
  return [figure, ...content.filter((each) => each.type === "element")];
}

/** By what a page's script knows that the reader may train what the figure shows, or has. */
function trainingOf({ training }: BookBlock): Readonly<Record<string, string>> {
  if (training === undefined) return {};
  const { train, mine } = training;
  return { ...(train === null ? {} : { dataTrain: "" }), ...(mine === null ? {} : { dataMine: `${mine.figure} ${mine.what} ${mine.judged}`.trim() }) };
}

/** What stands for a figure that has not been drawn: what it will show, in words. */
function pending(node: BookBlock): Element[] {
  if (node.proof?.state !== "missing") return [];
  const words = node.alt === null ? [] : [text(` ${node.alt}`)];
  const sentence = element("p", {}, element("em", {}, "Not drawn yet."), ...words);
  return [element("div", { className: ["pending"] }, sentence)];
}

function folded(state: State, node: BookBlock): Element {
  return element("details", { id: node.id, className: ["fold", node.kind] }, element("summary", {}, node.label), ...state.all(node));
}

/** In the appendix a solution is titled by the way back to its exercise; that is its label, and it stands open. Its formulas are those of its chapter. */
function solution(state: State, node: BookBlock, chapter: string | undefined): Element {
  const label = element("p", { className: ["margin", "block-head"] }, element("span", { className: ["label"] }, ...phrasing(state, node.title)));
  return element("div", { id: node.id, className: ["block", "solution"], ...(chapter === undefined ? {} : { dataNotation: chapter }) }, label, ...state.all(node));
}

/** A proof begins with its word, on the line of its first paragraph, and ends with a square. */
function runIn(node: BookBlock, content: ElementContent[]): ElementContent[] {
  const word = element("span", { className: ["proof-word"] }, `${node.label}. `);
  const end = element("span", { className: ["qed"] }, "□");
  const blocks = content.filter((child) => child.type === "element");
  const begun = isParagraph(blocks[0]) ? blocks.with(0, { ...blocks[0], children: [word, ...blocks[0].children] }) : [element("p", {}, word), ...blocks];
  const last = begun.at(-1);
  return isParagraph(last) ? begun.with(-1, { ...last, children: [...last.children, text(" "), end] }) : [...begun, element("p", {}, end)];
}

function isParagraph(node: Element | undefined): node is Element {
  return node?.tagName === "p";
}

function phrasing(state: State, children: BookBlock["title"]): ElementContent[] {
  return state.all({ type: "paragraph", children });
}
