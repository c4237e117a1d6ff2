// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/**
 * The long runs of Chapter 4: trains networks for minutes or hours and prints a record as JSON, which the chapter's cells read.
 * Usage: node --import tsx src/experiments/neural-lm.ts names|contexts|novel [seeds], such as `novel 1,2,3`.
 */
import { machine } from "./machine.ts";
import { experiments } from "./neural-runs.ts";
import { seedsIn } from "./seeds.ts";

const [name = "", typed = "1,2,3"] = process.argv.slice(2);
const seeds = seedsIn(typed);
if (!Object.hasOwn(experiments, name) || seeds === null) {
  process.stderr.write(`usage: node --import tsx src/experiments/neural-lm.ts ${Object.keys(experiments).join("|")} [seeds], such as 1,2,3\n`);
  process.exitCode = 2;
} else {
  const result = experiments[name as keyof typeof experiments](seeds);
  const date = new Date().toISOString().slice(0, 10);
  console.log(JSON.stringify({ command: `node --import tsx src/experiments/neural-lm.ts ${name} ${typed}`, machine: machine(), date, ...result }));
}
//# sourceMappingURL=../.maps/experiments/neural-lm.ts.map
