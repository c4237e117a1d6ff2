/** The benchmarks of a book's program, printed as they come, each beside the first one of its group. */
import { benchFiles, runBenchmarks, type Measured } from "../../prove/index.ts";
import { closest, type ReadyBook } from "../../tangle/index.ts";

/** What one file measured. */
export interface BenchRun {
  readonly name: string;
  readonly values: readonly Measured[];
  /** The other programs that it ran, each with its version. */
  readonly beside: readonly string[];
}

/** What was run, by the name of its file; or what is wrong with the names that were asked for. */
export type ProgramBench =
  | { readonly runs: readonly BenchRun[]; readonly failed: readonly { readonly name: string; readonly message: string }[] }
  | { readonly mistake: string };

/** Said under the values where no file ran another program, so that nobody looks among them for its figures. */
export const NOT_TAKEN = "timed: this program alone; other programs' figures were not taken on this machine";

/** How a benchmark says which program it runs beside the book’s. */
const BESIDE = "beside: ";

/** Runs the named files, or all, one after the other. */
export async function benchProgram(ready: ReadyBook, names: readonly string[], print: (line: string) => void): Promise<ProgramBench> {
  const files = benchFiles(ready);
  const unknown = names.find((name) => !files.some((file) => file.name === name));
  if (unknown !== undefined) return { mistake: unknownFile(unknown, files.map(({ name }) => name)) };
  if (files.length === 0) print("the book has no `*.bench.ts` yet");
  const runs: BenchRun[] = [];
  const failed = [];
  for (const file of files.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const { name, path } = file;
    const run = await runBenchmarks(ready, file);
    if (!run.ok && run.skipped) {
      print(`skipped: ${path}: ${run.message}`);
      continue;
    }
    if (!run.ok) {
      failed.push({ name, message: run.message });
      continue;
    }
    runs.push({ name, values: run.values, beside: run.notes.filter((note) => note.startsWith(BESIDE)).map((note) => note.slice(BESIDE.length)) });
    print([path, ...run.notes.map((note) => `  ${note}`), ...benchLines(run.values)].join("\n"));
  }
  if (runs.length > 0 && runs.every(({ beside }) => beside.length === 0)) print(NOT_TAKEN);
  return { runs, failed };
}

/** A line for each value: name, time, ratio. */
export function benchLines(values: readonly Measured[]): readonly string[] {
  const width = Math.max(...values.map(({ name }) => name.length));
  return values.map(({ name, value, unit, baseline, ratio }) => {
    const compared = ratio === null ? "" : `   ${ratio} × ${baseline}`;
    return `  ${name.padEnd(width)}  ${scaled(value, unit)}${compared}`;
  });
}

/** Seconds in the unit that leaves one to three digits before the point. */
function scaled(value: number, unit: string): string {
  const [factor, name] = unit !== "s" || value >= 1 ? [1, unit] : value >= 1e-3 ? [1e3, "ms"] : value >= 1e-6 ? [1e6, "µs"] : [1e9, "ns"];
  return `${Number((value * factor).toPrecision(4))} ${name}`.padStart(10);
}

function unknownFile(name: string, known: readonly string[]): string {
  const meant = closest(name, known);
  if (known.length === 0) return `there is no \`${name}.bench.ts\`: the book has no benchmarks`;
  return `there is no \`${name}.bench.ts\`${meant === null ? `; there are ${known.map((each) => `\`${each}\``).join(", ")}` : `; did you mean \`${meant}\`?`}`;
}
