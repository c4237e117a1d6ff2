/** Lighthouse's scores of the front page and five sections, medians of five runs: three that are to be full, and performance, which is reported. */
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
/** What Lighthouse scores. */
export type Category = (typeof full)[number] | "performance";

/** One run of Lighthouse on a page: scores of 0 to 100, and what kept a score from 100. */
export interface Scores {
  readonly scores: ReadonlyMap<string, number>;
  readonly faults: readonly string[];
}

/** On the front page and five sections. */
export const lighthouse: WholeMeasure = {
  kind: "whole",
  name: "lighthouse",
  async measure(site) {
    const pages: { readonly page: string; readonly five: FiveRuns }[] = [];
    for (const page of ["index.html", ...fiveSections(site)]) {
      pages.push({ page, five: await fiveRuns(`${site.origin}/${page}`, [...full, "performance"], (run) => site.progress(`lighthouse: ${page}, run ${run} of 5`)) });
    }
    return [
      ...full.map((category): Finding => {
        const places = pages.filter(({ five }) => five.median(category) < 100).map(({ page, five }) => `${page}: ${five.median(category)}: ${[...new Set(five.runs.flatMap(({ faults }) => faults))].join("; ")}`);
        const name = `Lighthouse ${category.replace("-", " ")}, least of ${pages.length} pages`;
        return { name, value: Math.min(...pages.map(({ five }) => five.median(category))), unit: "", aim: { exact: true, atLeast: 100 }, places };
      }),
      ...pages.map(({ page, five }): Finding => {
        const value = five.median("performance");
        const places = value >= 99 ? [] : [`${page}: ${five.runs.map(({ scores }) => scores.get("performance") ?? 0).join(", ")}`];
        return { name: `Lighthouse performance, ${page}, median of five`, value, unit: "", aim: { exact: false, atLeast: 99 }, places };
      }),
    ];
  },
};

/** The longest section, and four that stand as far apart as can be; all where there are no more. */
export function fiveSections(site: Pick<Site, "folder" | "pages">): readonly string[] {
  const sections = sectionsOf(site);
  const longest = longestOf(site);
  const others = sections.filter((page) => page !== longest);
  const spread = [0, 1, 2, 3].map((at) => others[Math.floor(((at + 0.5) / 4) * others.length)]);
  return [...new Set([longest, ...spread])].filter((page) => typeof page === "string");
}

/** Runs of one page, and of a score the one in the middle. */
export interface FiveRuns {
  readonly runs: readonly Scores[];
  readonly median: (category: Category) => number;
}

/** Runs Lighthouse five times; `before` is told each. */
export async function fiveRuns(address: string, categories: readonly Category[], before: (run: number) => void): Promise<FiveRuns> {
  const runs: Scores[] = [];
  for (let run = 1; run <= 5; run += 1) {
    before(run);
    runs.push(await scoresOf(address, categories));
  }
  return { runs, median: (category) => runs.map(({ scores }) => scores.get(category) ?? 0).toSorted((a, b) => a - b)[2] ?? 0 };
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
