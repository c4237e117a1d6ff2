/** For tests: all that the audit has against the pages of a book, but what it is asked for by hand. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { audit, type AuditOptions } from "../audit/audit.ts";
import { cellsFrom, hasCells } from "../audit/cells.ts";
import { isMet, type Finding } from "../audit/measure.ts";
import { narrow } from "../audit/narrow.ts";
import { valid } from "../audit/valid.ts";
import { weight } from "../audit/weight.ts";
import type { BookDocument } from "../tree.ts";

/** How the pages are looked at. */
export interface AuditedPagesOptions extends Pick<AuditOptions, "cache"> {
  /** Whose live cells run in pages from the disk too, where the same program comes in scripts: those of every page; or of one page a chapter, where they do not run from a server, so that each runs once. */
  readonly disk?: "every page" | "a page a chapter";
}

/** What was looked at, and what of it is not as it should be, in pages of text: the files of the program are looked at by `npm run audit`. */
export async function auditedPages(site: string, { pages }: BookDocument, { disk = "every page", ...options }: AuditedPagesOptions = {}): Promise<{ readonly found: readonly Finding[]; readonly missed: readonly Finding[] }> {
  const all = pages.map(({ href }) => href);
  const textOf = (page: string): string => readFileSync(join(site, page), "utf8");
  const live = all.filter((page) => hasCells(textOf(page)));
  const fromDisk = disk === "every page" ? live : live.filter((page, k) => live.findIndex((each) => posix.dirname(each) === posix.dirname(page)) === k);
  const notServed = new Set(disk === "every page" ? [] : fromDisk.map(textOf));
  const served = { ...cellsFrom(["server"]), isFor: (html: string) => hasCells(html) && !notServed.has(html) };
  const found = [
    ...await audit(site, [valid, narrow, weight, served], { patterns: all, ...options }),
    ...(fromDisk.length === 0 ? [] : await audit(site, [cellsFrom(["disk"])], { patterns: fromDisk, ...options })),
  ];
  return { found, missed: found.filter((finding) => !isMet(finding)) };
}
