/** For tests: what a document shows, which each edition must have. */
import { setAsideIn } from "../pdf/setAside.ts";
import type { Proved } from "../proof.ts";
import type { BookDocument } from "../tree.ts";
import { walk } from "../walk.ts";

/** What the document shows of the evidence. */
export interface Shown {
  /** Of blocks, cells, mistakes, fragments and paragraphs, in no order. */
  readonly marks: readonly Proved[];
  readonly values: readonly string[];
  readonly drawings: number;
}

/** All of it. */
export function shownIn({ pages }: BookDocument): Shown {
  const marks: Proved[] = [];
  const values: string[] = [];
  let drawings = 0;
  for (const { tree } of pages) {
    walk(tree, (node) => {
      if ("proof" in node && node.proof?.state === "proved") marks.push(node.proof);
      if ("drawing" in node && node.drawing !== null) drawings += 1;
      if (node.type === "bookValue" && node.value !== null) values.push(node.value);
    });
  }
  return { marks, values, drawings };
}

/** The lines of all code, of that which print sets aside apart. */
export function codeLinesIn(document: BookDocument): { readonly shown: readonly string[]; readonly aside: readonly string[] } {
  const lines = { shown: new Set<string>(), aside: new Set<string>() };
  const aside = setAsideIn(document);
  for (const { tree } of document.pages) walk(tree, (node) => void (node.type === "bookCode" && node.value.split("\n").forEach((line) => lines[aside.has(node) ? "aside" : "shown"].add(printed(line)))));
  return { shown: [...lines.shown], aside: [...lines.aside] };
}

/** A use of another chapter's chunk is printed without the chapter. */
const printed = (line: string): string => line.replace(/^\s*<<.*\//, "<<");
