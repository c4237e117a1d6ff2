// Tangled from book/04-neural-lm/10-exercises.md. Edit the book, then: npm run tangle
/** The demonstration of Chapter 4, as `npm run stage -- 4` runs it. */
import { demonstrateNeural } from "./neural-demo.ts";
import { screenOn } from "./screen.ts";

// whoever reads what is printed may stop in the middle, as `head` does
process.stdout.on("error", (failure: NodeJS.ErrnoException) => process.exit(failure.code === "EPIPE" ? 0 : 1));

let interrupted = false;
const signals = ["SIGINT", "SIGTERM"] as const;
const interrupt = () => {
  interrupted = true;
  release();
};
// where no one listens, a signal ends the process: the second one, and any when training is over
const release = () => signals.forEach((signal) => process.off(signal, interrupt));
signals.forEach((signal) => process.on(signal, interrupt));

// not awaited here: a page in a browser can load no module that waits at its top
demonstrateNeural(process.argv.slice(2), {
  screen: screenOn(process.stdout, process.stderr, () => performance.now()),
  clock: () => performance.now(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  interrupted: () => interrupted,
  release,
}).then((code) => {
  process.exitCode = code;
}).finally(release);
//# sourceMappingURL=../.maps/stages/04-neural-lm.ts.map
