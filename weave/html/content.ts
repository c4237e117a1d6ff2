/** A page's tree → the HTML of its text, by one handler a kind of node. */
import type { Nodes as HastNodes } from "hast";
import { toHtml } from "hast-util-to-html";
import type { PhrasingContent, Root } from "mdast";
import { toHast, type Handler } from "mdast-util-to-hast";
import { bookBlock } from "./nodes/block.ts";
import { bookCode } from "./nodes/code.ts";
import { bookBibliographyEntry, bookIndex } from "./nodes/index.ts";
import { bookShown } from "./nodes/drawing.ts";
import { list } from "./nodes/list.ts";
import { bookMark } from "./nodes/mark.ts";
import { bookMath, inlineMath, math } from "./nodes/math.ts";
import { marginNote } from "./nodes/note.ts";
import { bookCitation, bookReference, bookTerm, bookValue } from "./nodes/phrasing.ts";
import { heading, image } from "./nodes/plain.ts";
import { table } from "./nodes/table.ts";
import { withNarrowSpaces } from "./narrowSpaces.ts";
import type { HandlerFor, PageSetting } from "./setting.ts";

/** The HTML of a page's text. */
export function contentHtml(tree: Root, setting: PageSetting): string {
  return serialize(toHast(tree, { handlers: handlersFor(setting) }));
}

/** The HTML of phrasing: a title. */
export function phrasingHtml(children: readonly PhrasingContent[], setting: PageSetting): string {
  return serialize(toHast({ type: "root", children: [...children] }, { handlers: handlersFor(setting) }));
}

const handlers: Readonly<Record<string, HandlerFor>> = {
  bookBibliographyEntry, bookBlock, bookCitation, bookCode, bookIndex, bookMark, bookMath, bookReference, bookShown, bookTerm, bookValue,
  heading, image, inlineMath, list, marginNote, math, table,
};

function handlersFor(setting: PageSetting): Record<string, Handler> {
  return Object.fromEntries(Object.entries(handlers).map(([kind, make]) => [kind, make(setting)]));
}

function serialize(tree: HastNodes): string {
  return toHtml(withNarrowSpaces(tree), { allowDangerousHtml: true });
}
