/** The command `audit`: arguments, printing, exit code. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { conditionsNow, measurementsText, unrecordable } from "../../prove/index.ts";
import { complain, hasErrors, progressOn, readArguments, render, say, usage, type CommandSpec, type Progress } from "../../tangle/index.ts";
import { cacheUnder, noCache } from "../cache.ts";
import { targetsOf } from "../edition.ts";
import { audit, auditReport, fails } from "./audit.ts";
import { cellsFrom } from "./cells.ts";
import { firstRunsFile, firstRunsText } from "./firstRuns.ts";
import type { Finding, Measure } from "./measure.ts";
import { measures } from "./measures.ts";
import { peerFindings } from "./peers.ts";

const names = measures.map(({ name }) => name).join(", ");
const command: CommandSpec = {
  call: "npm run audit --",
  purpose: [
    "Measures the HTML edition as its readers get it, in Chromium: validity, layout, width, weight, accessibility, live cells,",
    "the times of a search and of typing, and Lighthouse's scores, each beside its aim. What has changed in the book is woven first.",
    "A page that was well is known to be so for as long as all that it loads is the same.",
    "Lighthouse (185 MB with what it needs) is fetched with npm when it is first used.",
  ].join("\n"),
  options: [
    { name: "only", value: "NAMES", help: `only these, with commas between them: ${names}` },
    { name: "without", value: "NAMES", help: "all but these" },
    { name: "pages", value: "GLOBS", help: "only these pages of the edition, with commas between them: 01-*/*.html,code/**" },
    { name: "peers", help: "also makes a page with mdBook, with VitePress and with Tufte CSS, fetched with npm, and\nhas Lighthouse measure them in the same run" },
    { name: "fresh", help: "looks again at pages that are as they were when all was well" },
    { name: "record-first-runs", help: "only runs every live cell once, from a server, and writes how long those of more than a second took\nto book/measurements/first-runs.json: `npm test` leaves them to `npm run test:all`" },
    { name: "record", help: "also writes the values with their conditions to book/measurements/reading.json" },
  ],
  notes: "What is found is told at once on the error stream, so that an audit may be interrupted; the table comes at the end.\nExit codes: 0 all is well; 1 an exact aim is missed, or the book cannot be woven; 2 the command was called wrongly.\nPerformance and times depend on how busy the machine is: they are reported, and fail nothing.",
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const chosen = given.flags.has("record-first-runs") ? [cellsFrom(["server"])] : chosenMeasures(given.values);
  if (typeof chosen === "string") return complain(usage(command, chosen).message, 2);
  const patterns = listed(given.values, "pages");
  const recorded = ["record", "record-first-runs"].find((flag) => given.flags.has(flag));
  if (patterns.length > 0 && recorded !== undefined) return complain(usage(command, `a part of the pages is no measurement of the book: --${recorded} goes without --pages`).message, 2);
  const why = recorded === undefined ? null : unrecordable(given.root);
  if (why !== null) return complain(`audit: ${why}\n`, 1);
  const conditions = conditionsNow(given.root, ["npm run audit", ...(argv.length > 0 ? ["--", ...argv] : [])].join(" "));
  const folder = await woven(given.root);
  if (folder === null) return 1;
  const progress = progressOn(process.stderr);
  try {
    const findings = [...(await audit(folder, chosen, { patterns, cache: given.flags.has("fresh") ? noCache : cacheUnder(given.root), progress: progress.step, tell: (line) => tell(line, progress) })), ...(given.flags.has("peers") ? await peerFindings(given.root, folder, progress.step) : [])];
    progress.clear();
    if (given.flags.has("record")) record(given.root, "book/measurements/reading.json", measurementsText({ conditions, values: findings.map(measured) }));
    if (given.flags.has("record-first-runs")) record(given.root, firstRunsFile, firstRunsText(conditions, findings));
    return say(auditReport(findings), fails(findings) ? 1 : 0);
  } catch (error) {
    progress.clear();
    return complain(`audit: ${error instanceof Error ? error.message : String(error)}\n`, 1);
  }
}

/** The measures that the options leave; a sentence where they name none that there is. */
function chosenMeasures(values: ReadonlyMap<string, string>): readonly Measure[] | string {
  const only = listed(values, "only");
  const without = listed(values, "without");
  const unknown = [...only, ...without].find((name) => !measures.some((each) => each.name === name));
  if (unknown !== undefined) return `no measure is named \`${unknown}\`; there are ${names}`;
  return measures.filter(({ name }) => (only.length === 0 || only.includes(name)) && !without.includes(name));
}

function listed(values: ReadonlyMap<string, string>, option: string): readonly string[] {
  return (values.get(option) ?? "").split(",").filter((name) => name !== "");
}

/** To the error stream: the table is the output, and comes whole at the end. */
function tell(line: string, progress: Progress): void {
  progress.clear();
  process.stderr.write(`${line}\n`);
}

/** Weaves what has changed; null, with the mistakes told, where the book has some. */
async function woven(root: string): Promise<string | null> {
  const { build } = await import("../build.ts");
  const progress = progressOn(process.stderr);
  const { diagnostics } = await build({ root, editions: ["html"], progress: progress.step });
  progress.clear();
  process.stderr.write(diagnostics.map(render).join(""));
  return hasErrors(diagnostics) ? null : targetsOf(root, "html")[0];
}

function measured({ name, value, unit, aim }: Finding): { readonly name: string; readonly value: number; readonly unit: string; readonly baseline: null; readonly ratio: null; readonly aim: Finding["aim"] } {
  return { name, value, unit, baseline: null, ratio: null, aim };
}

function record(root: string, file: string, text: string): void {
  mkdirSync(join(root, "book/measurements"), { recursive: true });
  writeFileSync(join(root, file), text);
  process.stderr.write(`recorded in ${file}\n`);
}
