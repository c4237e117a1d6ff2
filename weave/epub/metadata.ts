/** The metadata of the package file: Dublin Core, and what schema.org says about access. */
import type { Meta } from "../tree.ts";
import { element, escapeText } from "./markup.ts";

/** What the book holds that decides how it can be read. */
export interface Holdings {
  readonly formulas: boolean;
  readonly pictures: boolean;
  readonly index: boolean;
  /** Manifest id of the cover's picture. */
  readonly cover: string;
}

/** The `metadata` element. `identifierId` is what the package's `unique-identifier` names. */
export function metadataElement(meta: Meta, holdings: Holdings, identifierId: string): string {
  const lines = [
    element("dc:identifier", { id: identifierId }, escapeText(meta.identifier)),
    ...titles(meta),
    ...meta.authors.flatMap((author, index) => [
      element("dc:creator", { id: `creator-${index + 1}` }, escapeText(author)),
      refined(`creator-${index + 1}`, "role", "aut", { scheme: "marc:relators" }),
    ]),
    element("dc:language", {}, escapeText(meta.language)),
    element("dc:date", {}, escapeText(meta.date)),
    property("dcterms:modified", `${modified(meta.date)}`),
    ...(meta.description === null ? [] : [element("dc:description", {}, escapeText(meta.description))]),
    ...(meta.licence.text === null ? [] : [element("dc:rights", {}, escapeText(rights(meta)))]),
    ...(meta.site === null ? [] : [element("dc:source", {}, escapeText(meta.site))]),
    `<meta name="cover" content="${holdings.cover}"/>`,
    property("ibooks:specified-fonts", "true"),
    ...access(holdings),
  ];
  const open = '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">';
  return `${open}\n${lines.map((line) => `    ${line}\n`).join("")}  </metadata>`;
}

/** "CC-BY-4.0; code MIT" */
export function rights({ licence }: Meta): string {
  return [licence.text ?? "", ...(licence.code === null || licence.code === licence.text ? [] : [`code ${licence.code}`])].join("; ");
}

function titles(meta: Meta): readonly string[] {
  const main = [element("dc:title", { id: "title" }, escapeText(meta.title)), refined("title", "title-type", "main")];
  return meta.subtitle === null
    ? main
    : [...main, element("dc:title", { id: "subtitle" }, escapeText(meta.subtitle)), refined("subtitle", "title-type", "subtitle")];
}

/** Every figure has its alternative text and every formula is MathML, so reading the text alone is enough. */
function access({ formulas, pictures, index }: Holdings): readonly string[] {
  const features = [
    "structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability",
    ...(formulas ? ["MathML"] : []), ...(pictures ? ["alternativeText"] : []), ...(index ? ["index"] : []),
  ];
  const summary = [
    "Chapters, sections and blocks are marked up as what they are and can be reached from the table of contents; every reference is a link.",
    ...(formulas ? ["Formulas are MathML."] : []),
    ...(pictures ? ["Every picture has a description."] : []),
    "Code is text; its colours carry no meaning that the text lacks.",
  ].join(" ");
  return [
    property("schema:accessMode", "textual"),
    ...(pictures ? [property("schema:accessMode", "visual")] : []),
    property("schema:accessModeSufficient", "textual"),
    ...features.map((feature) => property("schema:accessibilityFeature", feature)),
    property("schema:accessibilityHazard", "none"),
    property("schema:accessibilitySummary", summary),
  ];
}

/** SOURCE_DATE_EPOCH, where it is set, says when; else the book's date does. */
function modified(date: string): string {
  const epoch = Number(process.env["SOURCE_DATE_EPOCH"] ?? Number.NaN);
  return Number.isFinite(epoch) ? new Date(epoch * 1000).toISOString().replace(/\.\d+Z$/, "Z") : `${date.slice(0, 10)}T00:00:00Z`;
}

const property = (name: string, value: string): string => element("meta", { property: name }, escapeText(value));

const refined = (id: string, name: string, value: string, more: Readonly<Record<string, string>> = {}): string =>
  element("meta", { refines: `#${id}`, property: name, ...more }, value);
