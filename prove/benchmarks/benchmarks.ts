/** The benchmarks of a book's program (`*.bench.ts`): run with Vitest, each compared with the first one of its group. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { buildsOf, expandAt, layoutOf, loadCompiler, machineOf, placeProducts, readyTests, reasonOf, render, setupFiles, type Layout, type ReadyBook } from "../../tangle/index.ts";
import type { Measured } from "../records/measurements.ts";

/** A file of benchmarks: `src/markov/model.bench.ts` is called `model`. */
export interface BenchFile {
  readonly name: string;
  readonly path: string;
}

/**
 * What a file's benchmarks took, or why they could not be run; `skipped`: for want of something that this machine lacks. `notes` are the
 * lines that the file printed on other programs: `beside: OpenBLAS 0.3.29`, `skipped: PyTorch is not installed: …`.
 */
export type BenchRun = { readonly ok: true; readonly values: readonly Measured[]; readonly notes: readonly string[] } | { readonly ok: false; readonly skipped: boolean; readonly message: string };

/** The benchmarks of a book's last program. */
export function benchFiles(ready: ReadyBook): readonly BenchFile[] {
  return layouts(ready).flatMap(({ path }) => (path.endsWith(".bench.ts") ? [{ path, name: basename(path, ".bench.ts") }] : []));
}

/** Runs the benchmarks of one file in the program as it is in the book. Nothing else should be at work on the machine. */
export async function runBenchmarks(ready: ReadyBook, { path }: BenchFile): Promise<BenchRun> {
  const { diskWriter, makeTestFolder, writeTested } = await loadCompiler();
  const { root } = ready.book;
  const writer = diskWriter();
  const folder = makeTestFolder(root, "bench", writer);
  const target = join(folder, "program");
  const program = layouts(ready);
  try {
    const { builds } = buildsOf(root);
    const { tests, skipped, products, diagnostics } = readyTests({ root, layouts: program, tests: [path], builds, machine: machineOf(root) });
    const [lacking] = skipped;
    if (lacking !== undefined) return { ok: false, skipped: true, message: reasonOf(lacking.lacks) };
    if (tests.length === 0) return { ok: false, skipped: false, message: diagnostics.map(render).join("") };
    writeTested({ root, target, layouts: program, tests }, writer);
    placeProducts(target, { builds, products }, writer);
    const config = join(folder, "vitest.config.mjs");
    const results = join(folder, "results.json");
    const benchmark = { include: [join(target, path)], exclude: [], outputJson: results };
    writer.write(config, `export default ${JSON.stringify({ cacheDir: join(folder, ".vite"), test: { benchmark, setupFiles } })};\n`, 0o644);
    const { passed, printed, complaint } = vitest(root, config);
    return passed ? { ok: true, values: valuesIn(readFileSync(results, "utf8")), notes: notesIn(printed) } : { ok: false, skipped: false, message: complaint };
  } finally {
    writer.discard(folder);
  }
}

function layouts({ book, graph }: ReadyBook): readonly Layout[] {
  return expandAt(book, graph, book.chapters.length - 1).map(layoutOf);
}

/** Runs Vitest. */
function vitest(root: string, config: string): { readonly passed: boolean; readonly printed: string; readonly complaint: string } {
  const program = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const env = { ...process.env, VITEST: undefined, NODE_OPTIONS: undefined, NO_COLOR: "1" };
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, "bench", "--run", "--root", root, "--config", config], { cwd: root, env, encoding: "utf8" });
  if (error !== undefined) throw error;
  return { passed: status === 0, printed: stdout, complaint: stderr.trim() };
}

/** What a file of benchmarks says of other programs, among all that Vitest prints. */
export function notesIn(printed: string): readonly string[] {
  return printed.split("\n").filter((line) => /^(beside|skipped): /.test(line));
}

/** What Vitest writes, as far as it is read here; times in milliseconds. */
interface Results {
  readonly files: readonly { readonly groups: readonly { readonly benchmarks: readonly { readonly name: string; readonly median: number }[] }[] }[];
}

/** The median time of each benchmark, in seconds, and its ratio to the first one of its group. */
export function valuesIn(json: string): readonly Measured[] {
  const results: Results = JSON.parse(json);
  return results.files.flatMap(({ groups }) => groups.flatMap(({ benchmarks }) => {
    const [first] = benchmarks;
    return benchmarks.map((each): Measured => {
      const value = Number((each.median / 1000).toPrecision(4));
      if (first === undefined || each === first) return { name: each.name, value, unit: "s", baseline: null, ratio: null };
      return { name: each.name, value, unit: "s", baseline: first.name, ratio: Number((each.median / first.median).toPrecision(3)) };
    });
  }));
}
