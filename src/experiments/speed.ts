// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/** A step of training here and in PyTorch, in one run, as JSON. Let nothing else be at work. Usage: node --import tsx src/experiments/speed.ts; it asks /usr/bin/python3 for PyTorch, and Debian’s folders for two libraries of matrix products. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { steps } from "./steps.ts";
import { machine } from "./machine.ts";

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

interface Torch {
  readonly torch: string;
  readonly blas: string;
  readonly threads: number;
  readonly seconds: Readonly<Record<string, number>>;
}

const script = fileURLToPath(new URL("../models/mlp_lm_bench.py", import.meta.url));
const ours = Object.fromEntries(steps().map(({ name, step }) => [name, seconds(step)]));
const libraries = { reference: "/usr/lib/x86_64-linux-gnu/blas", OpenBLAS: "/usr/lib/x86_64-linux-gnu/openblas-pthread" };
const theirs = Object.entries(libraries).flatMap(([blas, folder]) => [1, 2].map((threads): Torch => {
  const told = execFileSync("/usr/bin/python3", [script, String(threads)], { encoding: "utf8", env: { ...process.env, LD_LIBRARY_PATH: folder } });
  return { blas, ...(JSON.parse(told) as Omit<Torch, "blas">) };
}));
const again = Object.fromEntries(steps().map(({ name, step }) => [name, seconds(step)]));
const best = Object.fromEntries(Object.keys(ours).map((name) => [name, Math.min(ours[name]!, again[name]!)]));
console.log(JSON.stringify({ command: "node --import tsx src/experiments/speed.ts", machine: machine(), date: new Date().toISOString().slice(0, 10), ours: best, theirs }, null, 1));
//# sourceMappingURL=../.maps/experiments/speed.ts.map
