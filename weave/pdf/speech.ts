/** Formulas → spoken English, by the Speech Rule Engine in worker threads; what was spoken once is remembered. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { cacheKey, type Cache } from "../cache.ts";
import { onThread } from "../thread.ts";

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

type Spoken = readonly [latex: string, spoken: string];

async function spokenBy(formulas: readonly string[]): Promise<readonly Spoken[]> {
  const count = Math.min(availableParallelism(), 4, Math.ceil(formulas.length / FORMULAS_A_WORKER));
  // long formulas take longest and often stand together, so they are dealt out like cards
  const shares = Array.from({ length: count }, (_, index) => formulas.filter((_, at) => at % count === index));
  const module = join(import.meta.dirname, "./speech-worker.ts");
  return (await Promise.all(shares.map((share) => onThread<readonly Spoken[]>(module, share, { maxYoungGenerationSizeMb: 64 }).made))).flat();
}
