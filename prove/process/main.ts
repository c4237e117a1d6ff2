/** The process of one section: started in a folder of its own, which holds `job.json` and `cells.ts`; it tells its parent what comes of each cell. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Inside, type SeedRun } from "../seed/inside.ts";
import { captureOutput } from "./capture.ts";
import { loadChecks, loadRenderer } from "./checks.ts";
import { bookRecords } from "../records/bookRecords.ts";
import { dataStore } from "./dataStore.ts";
import { failureOf } from "./exceptions.ts";
import { placeOf } from "./frames.ts";
import { printable, runnerName, type Job } from "../cells/job.ts";
import { unloadable, unusedImports } from "./load.ts";
import { reporter } from "./report.ts";
import { Runner } from "./runner.ts";
import { table } from "./shown/tableCall.ts";
import type { ShownThing } from "./shown/show.ts";

const folder = process.cwd();
const module = join(folder, "cells.ts");
// the parent wrote it a moment ago
const job: Job = JSON.parse(readFileSync(join(folder, "job.json"), "utf8"));
const report = reporter();
const exit = process.exit.bind(process);
Error.stackTraceLimit = 50;

const store = dataStore(job.root);
const records = bookRecords(job.root, job.experiments, job.running?.name ?? null);
const data = (): Readonly<Record<string, string>> => ({ ...store.seen(), ...records.seen() });
const { renderer, globals } = await loadRenderer(job);
const checks = await loadChecks(job);
const capture = captureOutput<ShownThing>([process.stdout, process.stderr], { most: printable, exceeded: tooMuch });
const inside = job.running === null ? null : new Inside({ task: job.running, say: report, data, enough, printed: () => runner.printedText() });
const runner: Runner = new Runner({ job, report, capture, data, renderer, checks, inside });
const { experiment, measurement } = records;
Object.assign(globalThis, globals, { bookData: store.read, experiment, measurement, show: runner.show.bind(runner), table, [Symbol.for(runnerName)]: runner });
process.on("uncaughtException", (error) => runner.trouble(failureOf(error, job, "uncaught-exception")));
process.on("unhandledRejection", (error) => runner.trouble(failureOf(error, job, "unhandled-rejection")));
process.once("beforeExit", neverEnds);
process.exit = exits;

report({ kind: "ready" });
try {
  await import(pathToFileURL(module).href);
  for await (const failure of unusedImports(job, module)) report(failure);
} catch (error) {
  if (runner.current !== null) runner.fail(failureOf(error, job));
  else if (!runner.hasBegun) report(await unloadable(error, job, module));
  else throw error;
}
finish();

function finish(): never {
  report({ kind: "done" });
  return exit(0);
}

/** A replay has come to its last step, and need not go on. */
function enough(run: SeedRun): never {
  report({ kind: "ran", run });
  return finish();
}

/** There is nothing left to do, yet the cell has not come to its end. */
function neverEnds(): never {
  const failure = { code: "never-ends", message: "the cell waits for a promise that is never resolved", where: { kind: "unit" }, notes: [] } as const;
  if (runner.current === null) report({ kind: "unloadable", task: null, failures: [failure] });
  else runner.fail(failure);
  return finish();
}

function tooMuch(): never {
  runner.fail({ code: "too-much-output", message: `the cell prints more than ${printable.toLocaleString("en")} characters`, where: { kind: "unit" }, notes: [] });
  return finish();
}

function exits(code?: number | string | null): never {
  const where = placeOf(new Error(), job);
  report({ kind: "exit", task: runner.current, failure: { code: "cell-exits", message: `the cell ends the process with \`process.exit(${code ?? ""})\``, where, notes: [] } });
  return exit(code);
}
