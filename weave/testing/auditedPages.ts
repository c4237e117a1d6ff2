/** For tests: all that the audit has against the pages of a book, but what it is asked for by hand. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { chosen } from "../../tangle/testing/fullRun.ts";
import { audit, type AuditOptions } from "../audit/audit.ts";
import { cellsFrom, hasCells } from "../audit/cells.ts";
import { isMet, type Finding } from "../audit/measure.ts";
import { layout } from "../audit/layout.ts";
import { narrow, narrowed } from "../audit/narrow.ts";
import { said } from "../audit/said.ts";
import { valid } from "../audit/valid.ts";
import { weight } from "../audit/weight.ts";
import type { BookDocument } from "../tree.ts";

/** How the pages are looked at. */
export interface AuditedPagesOptions extends Pick<AuditOptions, "cache"> {
  /**
   * `every`: each page is loaded on a narrow screen and on a wide one, and its live cells run from a server and from the disk, where the
   * same program comes in scripts. `one`: it is loaded on a wide screen, which then becomes narrow, and its cells run once: those of one
   * page a chapter from the disk, of the others from a server.
   */
  readonly ways?: "every" | "one";
  /** The ids of the live cells of a page that are not run; of none, by default. */
  readonly leave?: (page: string) => readonly string[];
  /** On so many pages the live cells are run, chosen by hashes of what stands there; on all, unless it is given. */
  readonly mostLive?: number;
}

/** What was looked at, and what of it is not as it should be, however busy the machine is, in pages of text: the files of the program are looked at by `npm run audit`. */
export async function auditedPages(site: string, { pages }: BookDocument, { ways = "every", leave, mostLive = Infinity, ...options }: AuditedPagesOptions = {}): Promise<{ readonly found: readonly Finding[]; readonly missed: readonly Finding[] }> {
  const all = pages.map(({ href }) => href);
  const textOf = (page: string): string => readFileSync(join(site, page), "utf8");
  const live = chosen(all.filter((page) => hasCells(textOf(page))), textOf, mostLive);
  const fromDisk = ways === "every" ? live : live.filter((page, k) => live.findIndex((each) => posix.dirname(each) === posix.dirname(page)) === k);
  const onServer = new Set(live.filter((page) => ways === "every" || !fromDisk.includes(page)).map(textOf));
  const served = { ...cellsFrom(["server"], leave), isFor: (html: string) => onServer.has(html) };
  const found = [
    ...await audit(site, [valid, said, layout, ways === "every" ? narrow : narrowed, weight, served], { patterns: all, ...options }),
    ...(fromDisk.length === 0 ? [] : await audit(site, [cellsFrom(["disk"], leave)], { patterns: fromDisk, ...options })),
  ];
  return { found, missed: found.filter((finding) => finding.aim?.exact && !isMet(finding)) };
}
