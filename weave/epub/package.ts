/** What pandoc's EPUB lacks: links between its files, titles of pages, landmarks, and the metadata of access. */
import type { BookDocument } from "../tree.ts";
import { packed, textFile, unpacked, withTexts, type Package } from "./archive.ts";
import { firstHeading, levelled } from "./headings.ts";
import { linked } from "./links.ts";
import { element, escapeText } from "./markup.ts";
import { metadataElement } from "./metadata.ts";

const opfPath = "EPUB/content.opf";
const navPath = "EPUB/nav.xhtml";
const pagePath = /^EPUB\/text\/(.+\.xhtml)$/;

/** The finished EPUB. */
export function completed(epub: Uint8Array, document: BookDocument): Uint8Array {
  const files = unpacked(epub);
  const pages = linked(pagesOf(files));
  const finished = [...pages].map(([file, page]) => [`EPUB/text/${file}`, titled(levelled(page), document.meta.title)] as const);
  const nav = navigation(textFile(files, navPath), pages);
  const opf = packageFile(textFile(files, opfPath), [...pages.values()], document);
  return packed(withTexts(files, new Map([...finished, [navPath, nav], [opfPath, opf]])));
}

function pagesOf(files: Package): ReadonlyMap<string, string> {
  const names = [...files.keys()].flatMap((path) => pagePath.exec(path)?.[1] ?? []);
  return new Map(names.map((name) => [name, textFile(files, `EPUB/text/${name}`)]));
}

/** A page is named by its heading, and the book's title where it has none (the cover). */
function titled(page: string, book: string): string {
  return page.replace(/<title>[\s\S]*?<\/title>/, () => element("title", {}, escapeText(firstHeading(page) || book)));
}

/** Reading systems offer the landmarks as "cover", "contents", "begin reading". */
function navigation(nav: string, pages: ReadonlyMap<string, string>): string {
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
    .replace('<nav epub:type="toc"', '<nav epub:type="toc" role="doc-toc" aria-labelledby="toc-title"')
    .replace(/<title>[\s\S]*?<\/title>/, "<title>Contents</title>");
}

function packageFile(opf: string, pages: readonly string[], document: BookDocument): string {
  const identifierId = /unique-identifier="([^"]+)"/.exec(opf)?.[1] ?? "epub-id-1";
  const cover = /<item\b[^>]*properties="cover-image"[^>]*>/.exec(opf)?.[0];
  const holdings = {
    formulas: pages.some((page) => page.includes("<math")),
    pictures: pages.some((page) => !page.includes('class="cover-page"') && page.includes("<img")),
    index: pages.some((page) => page.includes('<ul class="index')),
    cover: cover === undefined ? null : (/ id="([^"]+)"/.exec(cover)?.[1] ?? null),
  };
  return opf.replace(/<metadata[\s\S]*?<\/metadata>/, () => metadataElement(document.meta, holdings, identifierId));
}
