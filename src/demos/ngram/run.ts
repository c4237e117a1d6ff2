// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { getHeapStatistics } from "node:v8";
import { demonstrate } from "./demo.ts";
import { commandOf } from "../shell/command.ts";
import { endWithReader } from "../shell/reader.ts";
import { screenOn } from "../shell/console.ts";

endWithReader();
process.exitCode = demonstrate(process.argv.slice(2), {
  screen: screenOn(process.stdout, process.stderr, () => performance.now()),
  memory: getHeapStatistics().heap_size_limit,
  clock: () => performance.now(),
  command: commandOf("ngram"),
});
//# sourceMappingURL=../../.maps/demos/ngram/run.ts.map
