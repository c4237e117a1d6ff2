/** Formulas → spoken English, by the Speech Rule Engine in worker threads; what was spoken once is remembered. */
import { availableParallelism } from "node:os";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { cacheKey, type Cache } from "../cache.ts";

/** Each formula with its spoken form. The engine takes some milliseconds a formula, so the cache matters. */
export async function speak(formulas: readonly string[], cache: Cache): Promise<ReadonlyMap<string, string>> {
  const key = cacheKey("speech", loadedVersion(["weave/pdf/speech.ts"]));
  const known = new Map(Object.entries(JSON.parse(cache.get("speech", key) ?? "{}") as Readonly<Record<string, string>>));
  const missing = formulas.filter((latex) => !known.has(latex));
  if (missing.length === 0) return known;
  for (const [latex, spoken] of await spokenBy(missing)) known.set(latex, spoken);
  cache.put("speech", key, JSON.stringify(Object.fromEntries([...known].sort(([a], [b]) => (a < b ? -1 : 1)))));
  return known;
}

/** A worker is worth its start from some dozens of formulas on. */
const FORMULAS_A_WORKER = 60;

async function spokenBy(formulas: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  const count = Math.min(availableParallelism(), 4, Math.ceil(formulas.length / FORMULAS_A_WORKER));
  // long formulas take longest and often stand together, so they are dealt out like cards
  const shares = Array.from({ length: count }, (_, index) => formulas.filter((_, at) => at % count === index));
  return (await Promise.all(shares.map(spokenInWorker))).flat();
}

function spokenInWorker(formulas: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  const tsx = new URL("./dist/esm/api/index.mjs", pathToFileURL(createRequire(import.meta.url).resolve("tsx/package.json"))).href;
  const program = new URL("./speech-worker.ts", import.meta.url).href;
  // a thread has no TypeScript until tsx is registered in it, so it starts from a line of JavaScript
  const start = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(program)}); })`;
  const worker = new Worker(start, { eval: true, workerData: formulas, execArgv: [], stdout: true, stderr: true, resourceLimits: { maxYoungGenerationSizeMb: 64 } });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
