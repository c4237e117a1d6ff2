/** The list of pages for search engines, for a book that says where it is published. */
import type { BookDocument } from "../tree.ts";
import { escapeHtml } from "./hast.ts";
import { absoluteHref } from "./shell.ts";

/** `sitemap.xml`; null without `book.yml: site`. */
export function sitemapXml({ meta }: BookDocument, hrefs: readonly string[]): string | null {
  const { site } = meta;
  if (site === null) return null;
  const entries = hrefs.map((href) => `  <url><loc>${escapeHtml(absoluteHref(site, href))}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join("\n")}\n</urlset>\n`;
}
