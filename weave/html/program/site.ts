/** The pages of the program, and what they show of its names. */
import type { BookDocument } from "../../tree.ts";
import type { Batch, NamedFile } from "../batch.ts";
import { digest } from "../fingerprint.ts";
import type { LoadHighlighter } from "../../highlight.ts";
import { coloured } from "../listings.ts";
import { dataScript } from "../previews.ts";
import type { Store } from "../store.ts";
import type { BookNames, KeptNames } from "../types/packedNames.ts";
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

/** A page for each file, and one for what each chapter changes. They read nothing of the texts of the book's pages; `surroundings` are those of the document. */
export function programBatch(document: BookDocument, names: KeptNames, { surroundings, ...setting }: ProgramSetting & { readonly surroundings: string }): Batch {
  return { key: digest(JSON.stringify(["program", surroundings, setting.contents(""), names.digest])), files: () => programFiles(document, names.read(), setting) };
}

async function programFiles(document: BookDocument, names: BookNames, { contents, caches }: ProgramSetting): Promise<readonly NamedFile[]> {
  const files = lastFiles(document);
  const { lines } = await coloured(files, caches.listings, caches.load);
  const setting = { document, names, contents, lines: (file: (typeof files)[number]) => lines(file.text, file.language) };
  const whole = files.map((file) => filePage(file, setting)).flatMap(({ href, html, rows }): NamedFile[] => [
    [href, { text: html }],
    ...(rows.length === 0 ? [] : [[`assets/${typesName(href)}.js`, { text: dataScript(typesName(href), rows) }] as const]),
  ]);
  const changes = changesOf(document).map((change) => changePage(document, change, contents));
  return [...whole, ...changes.map(({ href, html }): NamedFile => [href, { text: html }])];
}
