/** Runs measures over the folder of an edition, and says what they found as a table. */
import { launchBrowser } from "../html/browser.ts";
import { isMet, type Aim, type Finding, type Measure, type Site } from "./measure.ts";
import { pagesIn } from "./pages.ts";
import { serveFolder } from "./server.ts";

/** What each measure found, in their order. Throws where one cannot look at all. */
export async function audit(folder: string, measures: readonly Measure[], progress: (step: string) => void = () => {}): Promise<readonly Finding[]> {
  const server = await serveFolder(folder);
  const browser = await launchBrowser();
  const site: Site = { folder, pages: pagesIn(folder), origin: server.origin, browser, progress };
  try {
    const found: Finding[] = [];
    for (const { measure } of measures) found.push(...(await measure(site)));
    return found;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** True if an exact aim is missed. */
export function fails(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.aim?.exact === true && !isMet(finding));
}

/** The table, and below it the places where aims are missed. */
export function auditReport(findings: readonly Finding[]): string {
  const width = Math.max(0, ...findings.map(({ name }) => name.length)) + 2;
  const lines = findings.map((finding) =>
    `${finding.name.padEnd(width)}${`${finding.value} ${finding.unit}`.trim().padStart(14)}  ${aimText(finding.aim).padEnd(12)}${verdict(finding)}`.trimEnd());
  const places = findings.filter((finding) => !isMet(finding)).flatMap(({ name, places }) => [`\n${name}:`, ...places.slice(0, 20).map((place) => `  ${place}`), ...more(places.length - 20)]);
  return [...lines, ...places, ""].join("\n");
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
