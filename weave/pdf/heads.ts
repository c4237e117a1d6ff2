/** The running-head check: what stands over each page of a finished book, beside what its outline says to begin there. */
import { execFileSync } from "node:child_process";
import type { Page } from "../tree.ts";
import type { PlacedWord } from "./boxes.ts";

/** A title in a PDF's outline and the page it leads to. */
export interface Outlined {
  readonly title: string;
  readonly page: number;
  /** How many titles it stands below. */
  readonly depth: number;
}

interface Entry {
  readonly title: string;
  readonly destpageposfrom1: number;
  readonly kids: readonly Entry[];
}

/** The outline of a PDF, in its order, by `qpdf --json`. */
export function outlineOf(path: string): readonly Outlined[] {
  const json = execFileSync("qpdf", ["--json", "--json-key=outlines", path], { encoding: "utf8", maxBuffer: 2 ** 30 });
  const flat = (entries: readonly Entry[], depth: number): readonly Outlined[] =>
    entries.flatMap(({ title, destpageposfrom1, kids }) => [{ title, page: destpageposfrom1, depth }, ...flat(kids, depth + 1)]);
  return flat((JSON.parse(json) as { readonly outlines: readonly Entry[] }).outlines, 0);
}

/** A running head that is not what it should be. */
export interface FalseHead {
  readonly page: number;
  readonly found: string;
  readonly expected: string;
}

/**
 * The false heads from the book's first page on: a left page has its number and its chapter's title, a right page the title of the last section that
 * has begun, or the chapter's, and its number; where a chapter or a part opens, and over an empty page, nothing stands.
 */
export function falseHeads(words: readonly PlacedWord[], outline: readonly Outlined[], pages: readonly Page[]): readonly FalseHead[] {
  const begun = begunIn(outline, pages);
  const [first] = begun;
  const heads = new Map<number, string>();
  const written = new Set<number>();
  for (const { page, text, bottom } of words) {
    if (bottom <= HEAD_BOTTOM) heads.set(page, (heads.get(page) ?? "") + text);
    else written.add(page);
  }
  const last = Math.max(...written);
  return Array.from({ length: last - (first?.page ?? last) + 1 }, (_, index) => (first?.page ?? last) + index).flatMap((page) => {
    const found = letters(heads.get(page) ?? "");
    const expected = written.has(page) ? headOf(page, begun) : "";
    return found === expected ? [] : [{ page, found, expected }];
  });
}

/** Above the text, in points. */
const HEAD_BOTTOM = 45;

interface Begun extends Outlined {
  readonly role: Page["role"] | "part";
}

/** What begins where: the outline's titles that are pages of the book, and those of parts, right below which stands a chapter. */
function begunIn(outline: readonly Outlined[], pages: readonly Page[]): readonly Begun[] {
  let next = 0;
  return outline.flatMap(({ title, page, depth }, index): readonly Begun[] => {
    const expected = pages[next];
    if (expected !== undefined && letters(title) === letters(`${expected.number ?? ""}${expected.titleText}`)) {
      next += 1;
      return [{ title: expected.titleText, page, depth, role: expected.role }];
    }
    const below = outline[index + 1];
    const isPart = expected?.role === "opening" && below?.depth === depth + 1 && letters(below.title) === letters(`${expected.number ?? ""}${expected.titleText}`);
    return isPart ? [{ title, page, depth, role: "part" }] : [];
  });
}

function headOf(page: number, begun: readonly Begun[]): string {
  const before = begun.filter((each) => each.page <= page);
  const opening = before.findLast(({ role }) => role !== "section");
  const section = before.at(-1)?.role === "section" ? before.at(-1) : undefined;
  if (opening === undefined || opening.page === page || opening.role === "part") return "";
  return page % 2 === 0 ? letters(`${page}${opening.title}`) : letters(`${(section ?? opening).title}${page}`);
}

const letters = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
