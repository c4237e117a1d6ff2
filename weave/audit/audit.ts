/** Runs measures over the folder of an edition, and says what they found as a table. */
import type { Browser } from "playwright-core";
import { noCache, type Cache } from "../cache.ts";
import { browserVersion, launchBrowser } from "../html/browser.ts";
import { keptAnswers } from "./kept.ts";
import { isMet, type Aim, type Finding, type Measure, type PageMeasure, type Site } from "./measure.ts";
import { pagesIn, pagesNamed } from "./pages.ts";
import { seenBy } from "./seen.ts";
import { serveFolder } from "./server.ts";

/** What to look at, and who is told; all has defaults. */
export interface AuditOptions extends Partial<Pick<Site, "progress" | "tell">> {
  /** Patterns of pages, as `pagesNamed` has them; all pages, if none is given. */
  readonly patterns?: readonly string[];
  /** Keeps what was seen of pages, by the content of all that they load; else each page is looked at. */
  readonly cache?: Cache;
  /** One that has been started, which is left as it is; else one is started where a page is to be opened, and closed in the end. */
  readonly browser?: Browser;
}

/** What each measure found, in their order; each is told as well when it is known. Throws where one cannot look at all. */
export async function audit(folder: string, measures: readonly Measure[], { patterns = [], cache = noCache, browser: given, progress = () => {}, tell = () => {} }: AuditOptions = {}): Promise<readonly Finding[]> {
  const pages = pagesNamed(pagesIn(folder), patterns);
  if (pages.length === 0) throw new Error(`no page is named ${patterns.map((pattern) => `\`${pattern}\``).join(" or ")}`);
  const { origin, sent, close } = await serveFolder(folder);
  let own: Promise<Browser> | null = null;
  const site: Site = { folder, pages, origin, sent, browser: () => (given === undefined ? (own ??= launchBrowser()) : Promise.resolve(given)), progress, tell };
  try {
    const paged = measures.filter((measure): measure is PageMeasure => measure.kind === "pages");
    const version = paged.some(({ look }) => look.in === "browser") ? browserVersion() : "";
    const seen = await seenBy(site, paged, keptAnswers(site, cache, version));
    const found: Finding[] = [];
    for (const measure of measures) {
      const findings = measure.kind === "whole" ? await measure.measure(site) : measure.findings(site, seen.get(measure) ?? []);
      for (const line of linesOf(findings)) tell(line);
      found.push(...findings);
    }
    return found;
  } finally {
    await (own as Promise<Browser> | null)?.then((started) => started.close());
    await close();
  }
}

/** True if an exact aim is missed. */
export function fails(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.aim?.exact === true && !isMet(finding));
}

/** The table, and below it the places where aims are missed. */
export function auditReport(findings: readonly Finding[]): string {
  const places = findings.filter((finding) => !isMet(finding)).flatMap(({ name, places }) => [`\n${name}:`, ...places.slice(0, 20).map((place) => `  ${place}`), ...more(places.length - 20)]);
  return [...linesOf(findings), ...places, ""].join("\n");
}

function linesOf(findings: readonly Finding[]): readonly string[] {
  const width = Math.max(0, ...findings.map(({ name }) => name.length)) + 2;
  return findings.map((finding) =>
    `${finding.name.padEnd(width)}${`${finding.value} ${finding.unit}`.trim().padStart(14)}  ${aimText(finding.aim).padEnd(12)}${verdict(finding)}`.trimEnd());
}

function more(count: number): readonly string[] {
  return count > 0 ? [`  and ${count} more`] : [];
}

function aimText(aim: Aim | null): string {
  if (aim === null) return "";
  return "atMost" in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`;
}

function verdict(finding: Finding): string {
  if (finding.aim === null) return "";
  if (isMet(finding)) return "met";
  return finding.aim.exact ? "MISSED" : "short";
}
