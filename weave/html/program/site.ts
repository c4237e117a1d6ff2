/** The pages of the program, and what they show of its names. */
import type { BookDocument } from "../../tree.ts";
import type { SiteFile } from "../assets.ts";
import { coloured, type LoadHighlighter } from "../listings.ts";
import { dataScript } from "../previews.ts";
import type { Store } from "../store.ts";
import type { BookNames } from "../types/names.ts";
import { changePage, changesOf } from "./change.ts";
import { filePage } from "./file.ts";
import { lastFiles } from "./paths.ts";

/** What the pages are made with. */
export interface ProgramSetting {
  readonly contents: (href: string) => string;
  readonly caches: { readonly listings: Store; readonly load?: LoadHighlighter };
}

/** Under this name a page finds what it shows of its names. */
export function typesName(href: string): string {
  return `types/${href.replace(/\.html$/, "").replaceAll("/", ".")}`;
}

/** A page for each file, and one for what each chapter changes. */
export async function programFiles(document: BookDocument, names: BookNames, { contents, caches }: ProgramSetting): Promise<readonly (readonly [string, SiteFile])[]> {
  const files = lastFiles(document);
  const { lines } = await coloured(files, caches.listings, caches.load);
  const setting = { document, names, contents, lines: (file: (typeof files)[number]) => lines(file.text, file.language) };
  const whole = files.map((file) => filePage(file, setting)).flatMap(({ href, html, rows }): (readonly [string, SiteFile])[] => [
    [href, { text: html }],
    ...(rows.length === 0 ? [] : [[`assets/${typesName(href)}.js`, { text: dataScript(typesName(href), rows) }] as const]),
  ]);
  const changes = changesOf(document).map((change) => changePage(document, change, contents));
  return [...whole, ...changes.map(({ href, html }) => [href, { text: html }] as const)];
}
