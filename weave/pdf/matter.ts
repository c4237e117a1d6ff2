/** The pages before a volume's own: title, imprint and contents. */
import { longDate } from "../words/longDate.ts";
import type { BookDocument, Meta } from "../tree.ts";
import { typstMarkup, typstString } from "./escape.ts";
import { typefaces } from "./fonts.ts";
import type { SetAside } from "./setAside.ts";

/** The Typst source of a gathering of the book, which is told what `settings` or `titleAlone` has. */
export function bookSource(told: string, body: string): string {
  return [`#import "/template/book.typ": *`, `#show: book.with(${told})`, body, ""].join("\n\n");
}

/** What stands before the text, with the lines of the contents. */
export function bookMatter(document: BookDocument, contents: string, { chapters }: SetAside): string {
  return [
    titlePage(document.meta, document.meta.subtitle),
    `#imprint[\n${imprint(document, chapters.length === 0 ? [] : [`The companion, ${COMPANION}, has the code that this book sets aside. Its pages are numbered P1, P2, …`])}\n]`,
    `#to-recto()\n#metadata("opening")<opening>#metadata([Contents])<chapter-start>\n#book-heading("front", 1, "contents-of-the-book", [Contents], outlined: false)`,
    contents,
  ].join("\n\n");
}

/** The companion's file. */
export const COMPANION = "program.pdf";

/** The pages before the companion's code: what it is, and how it names its pages and the book's. */
export function programMatter(document: BookDocument, contents: string): string {
  const said = "By chapter and file, the code that the book sets aside: what reads files, checks arguments, draws and tests; then the cells and checks of its sections. Pages are numbered with a P, here and where the book refers to them. A sign § names the section of the book in which a piece stands.";
  return [
    `#[\n#set page(columns: 1)\n${titlePage(document.meta, "The program: a companion to the book")}\n#imprint[\n${imprint(document, [])}\n]\n]`,
    `#program-contents("program--contents", [${typstMarkup(said)}])[\n${contents}\n]`,
  ].join("\n\n");
}

/** What a volume's first gathering is told of the book; the volume says it of itself. */
export function settings(meta: Meta): string {
  return [
    titleAlone(meta),
    `authors: (${meta.authors.map((author) => `${typstString(author)},`).join(" ")})`,
    `description: ${meta.description === null ? "none" : typstString(meta.description.trim())}`,
    `date: ${typstDate(meta.date)}`,
  ].join(", ");
}

/** What the others are told, so that none of them is another on another day. */
export function titleAlone({ title, language: tag }: Meta): string {
  const [language = "en", region] = tag.split("-");
  return [
    `title: ${typstString(title)}`,
    `language: ${typstString(language.toLowerCase())}`,
    `region: ${region === undefined || !/^[A-Za-z]{2}$/.test(region) ? "none" : typstString(region.toUpperCase())}`,
  ].join(", ");
}

function titlePage(meta: Meta, under: string | null): string {
  const subtitle = under === null ? "none" : `[${typstMarkup(under)}]`;
  const authors = meta.authors.map((author) => `[${typstMarkup(author)}],`).join(" ");
  return `#title-page([${typstMarkup(meta.title)}], subtitle: ${subtitle}, authors: (${authors}), date: [${longDate(meta.date)}])`;
}

/** Rights, sources, faces: what a reader may do with the book, and what it is made of. */
function imprint({ meta }: BookDocument, more: readonly string[]): string {
  const authors = meta.authors.join(", ");
  const licences = [
    ...(meta.licence.text === null ? [] : [`Text and figures: ${meta.licence.text}.`]),
    ...(meta.licence.code === null ? [] : [`Code: ${meta.licence.code}.`]),
  ];
  return [
    `#emph[${typstMarkup(meta.title)}]${meta.subtitle === null ? "" : `. ${typstMarkup(meta.subtitle)}`}`,
    ...(authors === "" ? [] : [`© ${meta.date.slice(0, 4)} ${typstMarkup(authors)}`]),
    ...(licences.length === 0 ? [] : [typstMarkup(licences.join(" "))]),
    ...[meta.site, meta.repository].filter((address) => address !== null).map((address) => `#link(${typstString(address)})`),
    typstMarkup(`Set in ${typefaces}. Typeset by Typst.`),
    ...more.map(typstMarkup),
    longDate(meta.date),
  ].join("\n\n");
}

function typstDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number);
  return `datetime(year: ${year ?? 1980}, month: ${month ?? 1}, day: ${day ?? 1})`;
}
