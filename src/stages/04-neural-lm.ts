// Tangled from book/04-neural-lm/10-exercises.md. Edit the book, then: npm run tangle
/** The demonstration of Chapter 4, as `npm run stage -- 4` runs it. */
import { demonstrateNeural } from "./neural-demo.ts";
import { endWithReader } from "./reader.ts";
import { screenOn } from "./screen.ts";

/** Ctrl-C, being asked to end, a terminal that is closed; and their exit codes, as shells say them. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const signals = Object.keys(CODES) as (keyof typeof CODES)[];
let interruption: keyof typeof CODES | null = null;
const interrupt = (signal: keyof typeof CODES) => {
  interruption = signal;
  release();
};
// where no one listens, a signal ends the process: the second one, and any when training is over
const release = () => signals.forEach((signal) => process.off(signal, interrupt));
signals.forEach((signal) => process.on(signal, interrupt));
// a terminal that is closed can fail before it says so
const lost = () => (interruption ??= "SIGHUP");
endWithReader(lost);
process.stderr.on("error", lost);

// not awaited here: a page in a browser can load no module that waits at its top
demonstrateNeural(process.argv.slice(2), {
  screen: screenOn(process.stdout, process.stderr, () => performance.now()),
  clock: () => performance.now(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  interrupted: () => interruption !== null,
  release,
}).then((code) => {
  process.exitCode = code === 130 && interruption !== null ? CODES[interruption] : code;
}).finally(release);
//# sourceMappingURL=../.maps/stages/04-neural-lm.ts.map
