/** What pandoc's EPUB lacks: links between its files, titles of pages, landmarks, and the metadata of access. */
import type { BookDocument } from "../tree.ts";
import { textFile, unpacked, withTexts, type Package } from "./archive.ts";
import { entryMarkup, firstHeading, levelled } from "./headings.ts";
import { mediaType } from "./images.ts";
import { linked } from "./links.ts";
import type { Pages } from "./manuscript.ts";
import { element, escapeText } from "./markup.ts";
import { metadataElement } from "./metadata.ts";

const opfPath = "EPUB/content.opf";
const ncxPath = "EPUB/toc.ncx";
const navPath = "EPUB/nav.xhtml";
const pagePath = /^EPUB\/text\/(.+\.xhtml)$/;

/** What the package is completed from. */
export interface Completion {
  readonly document: BookDocument;
  /** The whole pages, from those that pandoc has written, by the same names. */
  readonly whole: (written: Pages) => Pages;
  /** A picture that a page names in the folder of media. */
  readonly picture: (name: string) => Uint8Array;
  /** The cover's picture, which pandoc was given a place for. */
  readonly cover: Uint8Array;
}

/** The files of the finished EPUB. */
export function completed(epub: Uint8Array, { document, whole, picture, cover }: Completion): Package {
  const found = unpacked(epub);
  const opfText = textFile(found, opfPath);
  const pages = linked(whole(pagesIn(found)));
  const pictures = [...new Set([...pages.values()].flatMap((page) => [...page.matchAll(/<img src="\.\.\/media\/(picture-[^"]+)"/g)].map(([, name = ""]) => name)))];
  const files = new Map([...found, [`EPUB/${coverItem(opfText).href}`, cover], ...pictures.map((name) => [`EPUB/media/${name}`, picture(name)] as const)]);
  const finished = [...pages].map(([file, page]) => [`EPUB/text/${file}`, titled(levelled(emptyHeads(page)), document.meta.title)] as const);
  const nav = navigation(textFile(files, navPath), pages);
  const opf = packageFile(opfText, pages, { document, pictures });
  const ncx = oldNavigation(textFile(files, ncxPath), pages);
  return withTexts(files, new Map([...finished, [navPath, nav], [ncxPath, ncx], [opfPath, opf]]));
}

function pagesIn(files: Package): Pages {
  const names = [...files.keys()].flatMap((path) => pagePath.exec(path)?.[1] ?? []);
  return new Map(names.map((name) => [name, textFile(files, `EPUB/text/${name}`)]));
}

/** A head without words, as in the corner of a table, is a cell. */
function emptyHeads(page: string): string {
  return page.replace(/<th\b([^>]*)><\/th>/g, "<td$1></td>");
}

/** A page is named by its heading, and the book's title where it has none (the cover). */
function titled(page: string, book: string): string {
  return page.replace(/<title>[\s\S]*?<\/title>/, () => element("title", {}, escapeText(firstHeading(page) || book)));
}

/** Reading systems offer the landmarks as "cover", "contents", "begin reading". */
function navigation(nav: string, pages: Pages): string {
  const first = [...pages.keys()].find((file) => /^ch\d+\.xhtml$/.test(file)) ?? "title_page.xhtml";
  const landmark = (type: string, href: string, text: string): string =>
    element("li", {}, element("a", { href, "epub:type": type }, text));
  const list = [
    ...(pages.has("cover.xhtml") ? [landmark("cover", "text/cover.xhtml", "Cover")] : []),
    landmark("titlepage", "text/title_page.xhtml", "Title page"),
    landmark("toc", "#toc", "Contents"),
    landmark("bodymatter", `text/${first}`, "Begin reading"),
  ];
  const landmarks = `<nav epub:type="landmarks" id="landmarks" aria-label="Landmarks" hidden="hidden"><ol>${list.join("")}</ol></nav>`;
  return nav
    .replace(/<nav epub:type="landmarks"[\s\S]*?<\/nav>/, landmarks)
    .replace(/<a href="text\/([^"#]+)[^"]*">[\s\S]*?<\/a>/g, (_, file: string) => element("a", { href: `text/${file}` }, entryMarkup(pages.get(file) ?? "")))
    .replace(/<nav epub:type="toc"[^>]*>/, '<nav epub:type="toc" role="doc-toc" aria-labelledby="toc-title" id="toc">')
    .replace(/<title>[\s\S]*?<\/title>/, "<title>Contents</title>");
}

/** The same entries for readers of EPUB 2. */
function oldNavigation(ncx: string, pages: Pages): string {
  return ncx.replace(/<text>[^<]*(<\/text>\s*<\/navLabel>\s*<content src="text\/([^"#]+))/g, (label, rest: string, file: string) => {
    const page = pages.get(file);
    return page === undefined || firstHeading(page) === "" ? label : `<text>${escapeText(firstHeading(page))}${rest}`;
  });
}

function packageFile(opf: string, pages: Pages, { document, pictures }: { readonly document: BookDocument; readonly pictures: readonly string[] }): string {
  const texts = [...pages.values()];
  const identifierId = /unique-identifier="([^"]+)"/.exec(opf)?.[1] ?? "epub-id-1";
  const holdings = {
    formulas: texts.some((page) => page.includes("<math")),
    pictures: texts.some((page) => page.includes("<svg") || (!page.includes('class="cover-page"') && page.includes("<img"))),
    index: texts.some((page) => page.includes('<ul class="index')),
    cover: coverItem(opf).id,
  };
  return opf
    .replace(/<package\b[^>]*>/, (open) => open.replace(/ xml:lang="[^"]*"/, "").replace("<package", `<package xml:lang="${escapeText(document.meta.language)}"`))
    .replace(/<metadata[\s\S]*?<\/metadata>/, () => metadataElement(document.meta, holdings, identifierId))
    .replace(/href="text\/([^"]+)"/g, (href, file: string) => `${href}${propertiesOf(pages.get(file) ?? "")}`)
    .replace("</manifest>", () => `${pictures.map((name) => `<item id="${name}" href="media/${name}" media-type="${mediaType(name)}" />\n`).join("")}</manifest>`);
}

/** What the manifest must say that a page holds beside XHTML. */
function propertiesOf(page: string): string {
  const held = [...(page.includes("<math") ? ["mathml"] : []), ...(page.includes("<svg") ? ["svg"] : [])];
  return held.length === 0 ? "" : ` properties="${held.join(" ")}"`;
}

/** The manifest's item of the cover's picture; pandoc's versions name it differently. */
function coverItem(opf: string): { readonly id: string; readonly href: string } {
  const item = /<item\b[^>]*properties="cover-image"[^>]*>/.exec(opf)?.[0] ?? "";
  const [id, href] = [/ id="([^"]+)"/, / href="([^"]+)"/].map((pattern) => pattern.exec(item)?.[1]);
  if (id === undefined || href === undefined) throw new Error("internal: pandoc's EPUB has no cover");
  return { id, href };
}
