/** For tests: all that the audit has against the pages of a book, but what it is asked for by hand. */
import { audit, type AuditOptions } from "../audit/audit.ts";
import { cells } from "../audit/cells.ts";
import { isMet, type Finding } from "../audit/measure.ts";
import { narrow } from "../audit/narrow.ts";
import { valid } from "../audit/valid.ts";
import { weight } from "../audit/weight.ts";
import type { BookDocument } from "../tree.ts";

/** What was looked at, and what of it is not as it should be, in pages of text: the files of the program are looked at by `npm run audit`. */
export async function auditedPages(site: string, { pages }: BookDocument, options: Pick<AuditOptions, "cache"> = {}): Promise<{ readonly found: readonly Finding[]; readonly missed: readonly Finding[] }> {
  const found = await audit(site, [valid, narrow, weight, cells], { patterns: pages.map(({ href }) => href), ...options });
  return { found, missed: found.filter((finding) => !isMet(finding)) };
}
