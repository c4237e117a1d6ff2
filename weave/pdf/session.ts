/** What is gathered while the book's tree is turned into Typst: anchors and links, formulas, and what cannot be set. */
import type { Diagnostic } from "../../tangle/index.ts";
import type { Highlighter } from "../highlight.ts";
import { anchorOf } from "../pandoc/hooks.ts";
import type { BookCode, BookDocument } from "../tree.ts";
import type { Apart } from "./apart.ts";
import { typstString } from "./escape.ts";
import { createTranslator, type TypstFormula } from "./math.ts";
import type { SetAside } from "./setAside.ts";

/** The conversion of one gathering. */
export interface Session {
  readonly document: BookDocument;
  readonly highlighter: Highlighter;
  readonly translate: (latex: string) => TypstFormula;
  /** Each distinct formula with the number by which the woven text asks for its spoken form. */
  readonly formulas: Map<string, number>;
  readonly diagnostics: Diagnostic[];
  readonly anchors: Set<string>;
  readonly links: Set<string>;
  /** Those of the links whose pages are printed. */
  readonly pages: Set<string>;
  /** How many levels of titles stand above those of the gathering: in a PDF of its own its first has none above it. */
  readonly depth: number;
  /** A name that nothing else in the gathering has, as a string literal. */
  readonly key: () => string;
  /** Whether the book sets a piece of code aside. */
  readonly isAside: (code: BookCode) => boolean;
  /** Where the companion has it. */
  readonly asideId: (code: BookCode) => string;
  /** The ids of all those pieces. */
  readonly asideIds: ReadonlySet<string>;
}

/** Begins the conversion of a gathering, of the book or of its companion. */
export type NewSession = (depth?: number) => Session;

/** Sessions of one book, which translate a formula once for all of them. */
export function sessionsOf(document: BookDocument, highlighter: Highlighter, aside: SetAside): NewSession {
  const translate = createTranslator();
  return (depth = 0) => createSession(document, highlighter, { aside, translate, depth });
}

function createSession(document: BookDocument, highlighter: Highlighter, { aside: { idOf, ids, has }, translate, depth }: Pick<Session, "translate" | "depth"> & { readonly aside: SetAside }): Session {
  let count = 0;
  return {
    document,
    highlighter,
    translate,
    depth,
    formulas: new Map(),
    diagnostics: [],
    anchors: new Set(),
    links: new Set(),
    pages: new Set(),
    key: () => `"${(count += 1)}"`,
    isAside: has,
    asideId: idOf,
    asideIds: ids,
  };
}

/** An anchor's name as a string literal; from now on links to it are good. */
export function anchored(id: string, session: Session): string {
  const anchor = anchorOf(id);
  session.anchors.add(anchor);
  return typstString(anchor);
}

/** A link's goal as a string literal. */
export function linked(id: string, session: Session): string {
  const anchor = anchorOf(id);
  session.links.add(anchor);
  return typstString(anchor);
}

/** The same where the goal's page is printed. */
export function printed(id: string, session: Session): string {
  session.pages.add(anchorOf(id));
  return linked(id, session);
}

/** The number of a formula, by which `spoken` and `display-formula` find its spoken form. */
export function formulaNumber(latex: string, session: Session): number {
  const number = session.formulas.get(latex) ?? session.formulas.size;
  session.formulas.set(latex, number);
  return number;
}

/** Every link of a volume leads somewhere, into the other one too: the document resolved them all, so a lost one is our mistake. */
export function assertLinked(sessions: readonly Session[], apart: Apart): void {
  const anchors = new Set(sessions.flatMap((session) => [...session.anchors]));
  const lost = sessions.flatMap(({ links }) => [...links].filter((id) => !anchors.has(id) && !apart.places.has(id)));
  if (lost.length > 0) throw new Error(`internal: the PDF edition links to what it does not show: ${lost.slice(0, 5).join(", ")}`);
}
