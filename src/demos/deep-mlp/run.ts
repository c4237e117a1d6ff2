// Tangled from book/06-stability/09-exercises.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { interruptionBy } from "../shell/interruption.ts";
import { demonstrateDeepMlp } from "./demo.ts";
import { commandOf } from "../shell/command.ts";
import { endWithReader } from "../shell/reader.ts";
import { screenOn } from "../shell/console.ts";

const { interrupt, code, release } = interruptionBy(process);
// a terminal that is closed can fail before it says so
const lost = () => interrupt("SIGHUP");
endWithReader(lost);
process.stderr.on("error", lost);

// not awaited here: a page in a browser can load no module that waits at its top
demonstrateDeepMlp(process.argv.slice(2), {
  screen: screenOn(process.stdout, process.stderr, () => performance.now()),
  clock: () => performance.now(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  interrupted: () => code() !== null,
  release,
  command: commandOf("deep-mlp"),
}).then((ended) => {
  process.exitCode = ended === 130 ? code() ?? ended : ended;
}).finally(release);
//# sourceMappingURL=../../.maps/demos/deep-mlp/run.ts.map
