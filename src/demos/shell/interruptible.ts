// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
/** A demonstration that can be asked to end, and the process that it runs in. */
import { commandOf } from "./command.ts";
import { screenOn, type Screen } from "./console.ts";
import { interruptionBy } from "./interruption.ts";
import { endWithReader } from "./reader.ts";

/** What it runs on; the clock is in ms. */
export interface Surroundings {
  readonly screen: Screen;
  readonly clock: () => number;
  /** Lets signals come. */
  readonly pause: () => Promise<void>;
  /** Whether someone has asked it to end. */
  readonly interrupted: () => boolean;
  /** From here on whoever wants it to end may end it. */
  readonly release: () => void;
  /** How it was started, without options. */
  readonly command: string;
}

/** 0; 1 for a text or checkpoint that it cannot use, or a training that diverges; 2 for a wrong command line; 130 if it was interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

/** A demonstration, given what was typed behind its name. */
export type Interruptible = (args: readonly string[], around: Surroundings) => Promise<ExitCode>;

/** Runs it in this process, which ends with its exit code, or with that of the signal that interrupted it. */
export function runInterruptibly(topic: string, demonstrate: Interruptible): void {
  const { interrupt, code, release } = interruptionBy(process);
  // a terminal that is closed can fail before it says so
  const lost = () => interrupt("SIGHUP");
  endWithReader(lost);
  process.stderr.on("error", lost);
  const clock = () => performance.now();
  // not awaited: a page in a browser can load no module that waits at its top
  demonstrate(process.argv.slice(2), {
    screen: screenOn(process.stdout, process.stderr, clock),
    clock,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    interrupted: () => code() !== null,
    release,
    command: commandOf(topic),
  }).then((ended) => {
    process.exitCode = ended === 130 ? code() ?? ended : ended;
  }).finally(release);
}
//# sourceMappingURL=../../.maps/demos/shell/interruptible.ts.map
