/** The page-box check: Typst never says that something is too wide, so the words of the finished PDF are measured by poppler. */
import { execFileSync } from "node:child_process";

/** A word of the PDF and where it stands, in points from the page's upper left corner. */
export interface PlacedWord {
  readonly page: number;
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A word out of place: outside of text and margin, or upon another word of the margin. */
export interface Misplaced extends PlacedWord {
  readonly fault: "outside" | "overlapping";
}

/** All words of a PDF, by poppler's `pdftotext -bbox`. */
export function wordsOfPdf(path: string): readonly PlacedWord[] {
  const html = execFileSync("pdftotext", ["-bbox", path, "-"], { encoding: "utf8", maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "ignore"] });
  let page = 0;
  return html.split("\n").flatMap((line): readonly PlacedWord[] => {
    if (line.includes("<page ")) page += 1;
    const found = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/.exec(line);
    if (!found) return [];
    const [left = 0, top = 0, right = 0, bottom = 0] = found.slice(1, 5).map(Number);
    const text = found[5] ?? "";
    return [{ page, text, left, top, right: left + (right - left) * shownShare(text), bottom }];
  });
}

/** The part of a word that is not the place to break behind it, to which poppler gives a letter's width in a face of one width. */
function shownShare(text: string): number {
  return text.replace(/\u200b+$/, "").length / text.length;
}

/** The words out of place. Punctuation may hang a little into the white. */
export function misplaced(words: readonly PlacedWord[]): readonly Misplaced[] {
  const outside = words.filter((word) => !isInside(word)).map((word) => ({ ...word, fault: "outside" as const }));
  const byPage = grouped(words);
  return [...outside, ...[...byPage.values()].flatMap(overlapping)];
}

/** The words of the companion out of place: outside of its text, or of the column that they begin in. */
export function misplacedInProgram(words: readonly PlacedWord[]): readonly Misplaced[] {
  return words.filter((word) => !isInColumn(word)).map((word) => ({ ...word, fault: "outside" as const }));
}

/** As in `template/program.typ`: inner margin, a column, the gutter; and the pages before the first that is set in columns. */
const companion = { inner: 16, outer: 12, column: 88, gutter: 6, top: 8, bottom: 285, matter: 2 } as const;

function isInColumn({ page: number, left, right, top, bottom }: PlacedWord): boolean {
  const start = (number % 2 === 1 ? companion.inner : companion.outer) * MILLIMETRE;
  const second = start + (companion.column + companion.gutter) * MILLIMETRE;
  const end = second + companion.column * MILLIMETRE;
  const isWide = number <= companion.matter || top < 18 * MILLIMETRE || left >= second - HANGING;
  const limit = isWide ? end : start + companion.column * MILLIMETRE;
  return left >= start - HANGING && right <= limit + HANGING && top >= companion.top * MILLIMETRE && bottom <= companion.bottom * MILLIMETRE;
}

const MILLIMETRE = 72 / 25.4;
const HANGING = 4;
/** As in `template/measures.typ`: inner margin, text, gap, notes, edge. */
const page = { inner: 17, text: 118, gap: 5, note: 30, height: 250, top: 7, bottom: 240 } as const;

/** From the text's inner edge to the notes' outer one, mirrored on left pages. */
function bounds(number: number): { readonly left: number; readonly right: number; readonly marginLeft: number; readonly marginRight: number } {
  const width = page.text + page.gap + page.note;
  const left = number % 2 === 1 ? page.inner : 176 - page.inner - width;
  const margin = number % 2 === 1 ? left + page.text + page.gap : left;
  return { left: left * MILLIMETRE, right: (left + width) * MILLIMETRE, marginLeft: margin * MILLIMETRE, marginRight: (margin + page.note) * MILLIMETRE };
}

function isInside({ page: number, left, right, top, bottom }: PlacedWord): boolean {
  const area = bounds(number);
  return left >= area.left - HANGING && right <= area.right + HANGING && top >= page.top * MILLIMETRE && bottom <= page.bottom * MILLIMETRE;
}

/** Poppler's boxes are as tall as the face's ascent and descent, which reach over the line: only their middles count. */
function overlapping(words: readonly PlacedWord[]): readonly Misplaced[] {
  const margin = words.filter((word) => word.left >= bounds(word.page).marginLeft - 1 && word.right <= bounds(word.page).marginRight + HANGING);
  return margin.flatMap((word, index) =>
    margin.slice(index + 1).some((other) => meets(word, other)) ? [{ ...word, fault: "overlapping" as const }] : []);
}

function meets(one: PlacedWord, other: PlacedWord): boolean {
  const middle = (word: PlacedWord): number => (word.top + word.bottom) / 2;
  const apart = Math.min(one.bottom - one.top, other.bottom - other.top) / 2.2;
  const beside = one.right <= other.left + 0.5 || other.right <= one.left + 0.5;
  return !beside && !isIndexed(one, other) && Math.abs(middle(one) - middle(other)) < apart;
}

/** A letter of a formula and its index or accent, whose boxes reach into each other. */
function isIndexed(one: PlacedWord, other: PlacedWord): boolean {
  const letter = /^[\u{1D400}-\u{1D7FF}]+$/u;
  const index = /^[\u{1D400}-\u{1D7FF}\d\p{M}]+$/u;
  return (letter.test(one.text) && index.test(other.text)) || (index.test(one.text) && letter.test(other.text));
}

function grouped(words: readonly PlacedWord[]): Map<number, PlacedWord[]> {
  const pages = new Map<number, PlacedWord[]>();
  for (const word of words) {
    const before = pages.get(word.page);
    if (before) before.push(word);
    else pages.set(word.page, [word]);
  }
  return pages;
}
