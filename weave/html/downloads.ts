/** The other editions, to take along from the front page: copied into this one, so that its folder is complete by itself. */
import { statSync } from "node:fs";
import type { SiteFile } from "./assets.ts";
import { slugOf } from "../words/slug.ts";

/** An edition that has been made, by its file; the notebooks by their folder. */
export interface MadeEdition {
  readonly edition: "pdf" | "program" | "epub" | "notebooks";
  readonly path: string;
}

/** A file beside the front page. */
export interface Download {
  readonly href: string;
  /** `PDF`, `its program as PDF`, `EPUB` */
  readonly name: string;
  /** `3.1 MB` */
  readonly size: string;
  readonly copy: string;
}

/** The downloads of a book: `the-title.pdf`, `the-title-program.pdf`, `the-title.epub`. */
export function downloadsOf(title: string, made: readonly MadeEdition[]): readonly Download[] {
  const stem = slugOf(title) || "book";
  return made.flatMap(({ edition, path }) => (edition === "notebooks" ? [] : [{ href: `${stem}${endings[edition]}`, name: names[edition], size: sizeOf(statSync(path).size), copy: path }]));
}

const endings: { readonly [K in Exclude<MadeEdition["edition"], "notebooks">]: string } = { pdf: ".pdf", program: "-program.pdf", epub: ".epub" };
const names: { readonly [K in keyof typeof endings]: string } = { pdf: "PDF", program: "its program as PDF", epub: "EPUB" };

/** The files to copy. */
export function downloadFiles(downloads: Iterable<Download>): readonly (readonly [string, SiteFile])[] {
  return [...downloads].map(({ href, copy }) => [href, { copy }]);
}

/** In the units that a browser's own list of downloads uses. */
export function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
