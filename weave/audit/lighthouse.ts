/** Lighthouse's scores of the section pages: three that are to be full, and performance, the median of five runs, which is reported. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRecord, parseJson } from "../../tangle/index.ts";
import { browserPath } from "../html/browser.ts";
import { fetched } from "./fetched.ts";
import type { Finding, Site, WholeMeasure } from "./measure.ts";
import { sectionsOf } from "./pages.ts";

/** Under Apache-2.0. */
const order = { name: "lighthouse", packages: ["lighthouse@12.8.2"], why: "it has 185 MB with what it needs, and nothing but the audit uses it; --without lighthouse does without" };

const full = ["accessibility", "best-practices", "seo"] as const;
type Category = (typeof full)[number] | "performance";

/** One run of Lighthouse on a page: scores of 0 to 100, and what kept a score from 100. */
export interface Scores {
  readonly scores: ReadonlyMap<string, number>;
  readonly faults: readonly string[];
}

/** On every section page the three categories; on the front page and the longest section performance too. */
export const lighthouse: WholeMeasure = {
  kind: "whole",
  name: "lighthouse",
  async measure(site) {
    const sections = sectionsOf(site);
    const longest = longestOf(site);
    const findings = await fullScores(site, sections.length > 0 ? sections : site.pages.slice(0, 1));
    for (const page of ["index.html", ...(longest === null ? [] : [longest])]) findings.push(await performanceOf(site, page));
    return findings;
  },
};

async function fullScores(site: Site, pages: readonly string[]): Promise<Finding[]> {
  const runs: { readonly page: string; readonly run: Scores }[] = [];
  for (const page of pages) {
    site.progress(`lighthouse: ${page}`);
    runs.push({ page, run: await scoresOf(`${site.origin}/${page}`, full) });
  }
  return full.map((category) => {
    const of = ({ run }: (typeof runs)[number]): number => run.scores.get(category) ?? 0;
    const places = runs.filter((each) => of(each) < 100).map((each) => `${each.page}: ${of(each)}: ${each.run.faults.join("; ")}`);
    const name = `Lighthouse ${category.replace("-", " ")}, least of ${pages.length} section ${pages.length === 1 ? "page" : "pages"}`;
    return { name, value: Math.min(...runs.map(of)), unit: "", aim: { exact: true, atLeast: 100 }, places };
  });
}

async function performanceOf(site: Site, page: string): Promise<Finding> {
  const { runs, median } = await fiveRuns(`${site.origin}/${page}`, (run) => site.progress(`lighthouse: performance of ${page}, run ${run} of 5`));
  const places = median >= 95 ? [] : [`${page}: ${runs.join(", ")}`];
  return { name: `Lighthouse performance, ${page}, median of five`, value: median, unit: "", aim: { exact: false, atLeast: 95 }, places };
}

/** Scores of performance, and the one in the middle. */
export async function fiveRuns(address: string, before: (run: number) => void): Promise<{ readonly runs: readonly number[]; readonly median: number }> {
  const runs: number[] = [];
  for (let run = 1; run <= 5; run += 1) {
    before(run);
    runs.push((await scoresOf(address, ["performance"])).scores.get("performance") ?? 0);
  }
  return { runs, median: runs.toSorted((a, b) => a - b)[2] ?? 0 };
}

/** The section page with the largest file; null in a book without sections. */
export function longestOf(site: Pick<Site, "folder" | "pages">): string | null {
  const size = (page: string): number => statSync(join(site.folder, page)).size;
  return sectionsOf(site).toSorted((a, b) => size(b) - size(a))[0] ?? null;
}

/** Runs Lighthouse with its own defaults: a slow phone, simulated. Throws with its output where it fails. */
export async function scoresOf(address: string, categories: readonly Category[]): Promise<Scores> {
  const program = join(fetched(order), "node_modules/lighthouse/cli/index.js");
  const place = mkdtempSync(join(tmpdir(), "lighthouse-"));
  const report = join(place, "report.json");
  const args = [
    program, address, "--quiet", "--output=json", `--output-path=${report}`, `--only-categories=${categories.join(",")}`,
    "--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
  ];
  try {
    // on a busy machine it may not reach its Chromium in time
    await ran(args).catch(() => ran(args));
    return readReport(readFileSync(report, "utf8"));
  } finally {
    rmSync(place, { recursive: true });
  }
}

// not `spawnSync`: the pages are served by this process
function ran(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, CHROME_PATH: browserPath() } });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece: Buffer) => output.push(piece));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`lighthouse exited with ${code}:\n${Buffer.concat(output).toString().slice(-2000)}`))));
  });
}

/** The scores of a report in JSON. */
export function readReport(text: string): Scores {
  const read = parseJson(text);
  const scores = new Map<string, number>();
  const faults: string[] = [];
  for (const [name, category] of entriesOf(read, "categories")) {
    if (isRecord(category) && typeof category["score"] === "number") scores.set(name, Math.round(category["score"] * 100));
    const counted = isRecord(category) && Array.isArray(category["auditRefs"]) ? category["auditRefs"].filter(isRecord).filter((each) => each["weight"] !== 0) : [];
    faults.push(...counted.flatMap(({ id }) => faultOf(read, String(id))));
  }
  return { scores, faults };
}

function faultOf(report: unknown, id: string): readonly string[] {
  const audit = entriesOf(report, "audits").find(([name]) => name === id)?.[1];
  if (!isRecord(audit) || typeof audit["score"] !== "number" || audit["score"] >= 0.9) return [];
  return [String(audit["title"])];
}

function entriesOf(value: unknown, field: string): readonly (readonly [string, unknown])[] {
  const inner = isRecord(value) ? value[field] : null;
  return isRecord(inner) ? Object.entries(inner) : [];
}
