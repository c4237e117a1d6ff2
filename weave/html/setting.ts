/** What the nodes of one page are set with: the page, its links, and the formulas and code made ready before. */
import type { Handler } from "mdast-util-to-hast";
import type { CodeLine } from "../highlight.ts";
import type { BookCode, BookDocument, Page, Target } from "../tree.ts";
import type { PageNames } from "./types/shown.ts";

/** Everything a handler may ask for. */
export interface PageSetting {
  readonly document: BookDocument;
  readonly page: Page;
  /** The way from this page to a target; null where there is no such target. */
  readonly link: (target: string) => Link | null;
  /** The HTML of a formula. */
  readonly formula: (latex: string, mode: FormulaMode) => string;
  /** The id of a cell that its author named none; null for other code. */
  readonly cellId: (code: BookCode) => string | null;
  /** The coloured lines of a listing. */
  readonly lines: (code: BookCode) => readonly CodeLine[];
  /** The names in its listings. */
  readonly names: PageNames;
}

/** A way from a page to a target. */
export interface Link {
  readonly href: string;
  readonly kind: Target["kind"];
  /** The number of the section it leads to, or its title; null where it stays on the page. */
  readonly section: string | null;
}

/** In the line, or on a line of its own. */
export type FormulaMode = "inline" | "display";

/** Makes the handler of one kind of node for one page. */
export type HandlerFor = (setting: PageSetting) => Handler;
