/** The pages before the book's own: title, imprint and contents, made from `book.yml`. */
import { longDate } from "../words/longDate.ts";
import type { BookDocument, Meta } from "../tree.ts";
import { typstMarkup, typstString } from "./escape.ts";
import { typefaces } from "./fonts.ts";

/** The whole Typst source: settings, matter before the text, the woven text. */
export function bookSource(document: BookDocument, body: string): string {
  const { meta } = document;
  return [
    `#import "/template/book.typ": *`,
    `#show: book.with(${settings(meta)})`,
    titlePage(meta),
    `#imprint[\n${imprint(document)}\n]`,
    `#to-recto()\n#metadata("opening")<opening>\n#book-heading("front", 1, "contents-of-the-book", [Contents], outlined: false)\n#contents()`,
    body,
    "",
  ].join("\n\n");
}

function settings(meta: Meta): string {
  const [language = "en", region] = meta.language.split("-");
  return [
    `title: ${typstString(meta.title)}`,
    `authors: (${meta.authors.map((author) => `${typstString(author)},`).join(" ")})`,
    `description: ${meta.description === null ? "none" : typstString(meta.description.trim())}`,
    `date: ${typstDate(meta.date)}`,
    `language: ${typstString(language.toLowerCase())}`,
    `region: ${region === undefined || !/^[A-Za-z]{2}$/.test(region) ? "none" : typstString(region.toUpperCase())}`,
  ].join(", ");
}

function titlePage(meta: Meta): string {
  const subtitle = meta.subtitle === null ? "none" : `[${typstMarkup(meta.subtitle)}]`;
  const authors = meta.authors.map((author) => `[${typstMarkup(author)}],`).join(" ");
  return `#title-page([${typstMarkup(meta.title)}], subtitle: ${subtitle}, authors: (${authors}), date: [${longDate(meta.date)}])`;
}

/** Rights, sources, faces: what a reader may do with the book, and what it is made of. */
function imprint({ meta }: BookDocument): string {
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
    longDate(meta.date),
  ].join("\n\n");
}

function typstDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number);
  return `datetime(year: ${year ?? 1980}, month: ${month ?? 1}, day: ${day ?? 1})`;
}
