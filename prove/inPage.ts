/** What the prover does the same way in its own process and in a page: how what a cell printed becomes the lines of its output. */
export { printable as mostPrinted, runnerName } from "./cells/job.ts";
export { outputLines } from "./process/output.ts";
export { isSvgText } from "./figures/own.ts";
export { tableLines, tableOf } from "./process/shown/table.ts";
export { table } from "./process/shown/tableCall.ts";
