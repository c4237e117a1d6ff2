// Tangled from book/04-neural-lm/09-comparison-with-n-grams.md. Edit the book, then: npm run tangle
/**
 * Measures a step of training here and in PyTorch, in one run, and prints the file `book/measurements/mlp-step.json`. Let
 * nothing else be at work. It asks /usr/bin/python3 for PyTorch, and Debian’s folders for two libraries of matrix products.
 * Usage: node --import tsx src/experiments/mlp-lm-speed.ts
 */
import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { steps } from "./steps.ts";

/** Seconds of one step, the least of some rounds. */
function seconds(step: () => number): number {
  for (let i = 0; i < 200; i++) step();
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    for (let i = 0; i < 300; i++) step();
    return (performance.now() - start) / 1000 / 300;
  });
  return Math.min(...times);
}

interface Told {
  readonly torch: string;
  readonly threads: number;
  readonly seconds: Readonly<Record<string, number>>;
}

const script = fileURLToPath(new URL("./mlp_lm_speed.py", import.meta.url));
const libraries = { "a reference library": "/usr/lib/x86_64-linux-gnu/blas", OpenBLAS: "/usr/lib/x86_64-linux-gnu/openblas-pthread" };
const load = Math.round(loadavg()[0]! * 100) / 100;
const ours = () => Object.fromEntries(steps().map(({ name, step }) => [name, seconds(step)]));
const before = ours();
const theirs = Object.entries(libraries).flatMap(([library, folder]) => [1, 2].map((threads) => {
  const told = execFileSync("/usr/bin/python3", [script, String(threads)], { encoding: "utf8", env: { ...process.env, LD_LIBRARY_PATH: folder } });
  return { library, ...(JSON.parse(told) as Told) };
}));
const after = ours();
const values = Object.keys(before).flatMap((name) => {
  const own = Math.min(before[name]!, after[name]!);
  const others = theirs.map(({ torch, library, threads, seconds }) => ({
    name: `${name}: PyTorch ${torch.split("+")[0]}, ${library}, ${threads === 1 ? "1 thread" : `${threads} threads`}`,
    value: seconds[name]!, unit: "s", baseline: `${name}: here`, ratio: seconds[name]! / own,
  }));
  return [{ name: `${name}: here`, value: own, unit: "s", baseline: null, ratio: null }, ...others];
});
const machine = `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB, ${process.platform}, Node ${process.version}`;
const commit = execFileSync("git", ["describe", "--always", "--dirty", "--exclude=*"], { encoding: "utf8" }).trim();
console.log(JSON.stringify({ command: "node --import tsx src/experiments/mlp-lm-speed.ts", machine, load, date: new Date().toISOString().slice(0, 10), commit, values }, null, 2));
//# sourceMappingURL=../.maps/experiments/mlp-lm-speed.ts.map
