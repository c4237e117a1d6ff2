/** How many printed pages each chapter takes, by the outline of a finished book. */
import { execFileSync } from "node:child_process";
import type { DocumentChapter } from "../tree.ts";
import type { Outlined } from "./heads.ts";

/** A chapter, the page on which it opens, and its pages with something on them, up to where the next chapter or part begins. */
export interface ChapterLength {
  readonly chapter: DocumentChapter;
  readonly from: number;
  readonly pages: number;
}

/** The pages of a PDF that have text, by poppler's `pdftotext`. */
export function writtenPages(path: string): ReadonlySet<number> {
  const texts = execFileSync("pdftotext", [path, "-"], { encoding: "utf8", maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "ignore"] }).split("\f");
  return new Set(texts.flatMap((text, index) => (text.trim() === "" ? [] : [index + 1])));
}

/** Of each chapter that the outline has. */
export function chapterLengths(outline: readonly Outlined[], written: ReadonlySet<number>, chapters: readonly DocumentChapter[]): readonly ChapterLength[] {
  const last = Math.max(...written);
  return chapters.flatMap((chapter): readonly ChapterLength[] => {
    const title = letters(`${chapter.number ?? ""}${chapter.opening.titleText}`);
    const at = outline.findIndex((each) => letters(each.title) === title);
    const opened = outline[at];
    if (opened === undefined) return [];
    const next = outline.slice(at + 1).find(({ depth }) => depth <= opened.depth)?.page ?? last + 1;
    const pages = Array.from({ length: next - opened.page }, (_, index) => opened.page + index).filter((page) => written.has(page)).length;
    return [{ chapter, from: opened.page, pages }];
  });
}

const letters = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
