// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/** On what an experiment ran, for its record. */
import { cpus, totalmem } from "node:os";

/** Processor, cores, memory and runtime, in words. */
export function machine(): string {
  const [first] = cpus();
  return `${first?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB, ${process.platform}, Node ${process.version}`;
}
//# sourceMappingURL=../.maps/experiments/machine.ts.map
