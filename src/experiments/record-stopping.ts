// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** Prints the small experiments about stopping for some seeds, as JSON. Usage: node --import tsx src/experiments/record-stopping.ts 1,2,3 */
import { machine } from "./machine.ts";
import { seedsIn } from "./seeds.ts";
import { stoppingOf } from "./stopping.ts";

const seeds = seedsIn(process.argv[2] ?? "1,2,3");
if (seeds === null) {
  process.stderr.write("usage: node --import tsx src/experiments/record-stopping.ts [seeds], such as 1,2,3\n");
  process.exit(2);
}
const runs = seeds.map((seed) => {
  process.stderr.write(`seed ${seed}\n`);
  return stoppingOf(seed);
});
const rounded = (_: string, value: unknown) => (typeof value === "number" ? Number(value.toFixed(5)) : value);
console.log(JSON.stringify({ command: `node --import tsx src/experiments/record-stopping.ts ${seeds.join(",")}`, machine: machine(), date: new Date().toISOString().slice(0, 10), runs }, rounded, 1));
//# sourceMappingURL=../.maps/experiments/record-stopping.ts.map
