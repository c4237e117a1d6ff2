// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
/** How a demonstration is asked to end. */

/** Ctrl-C, a request to end, and a terminal that is closed; and the exit codes that they have in a shell. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** A signal that asks. */
export type Asking = keyof typeof CODES;

/** The sender of signals: the process. */
export interface Sender {
  on(signal: Asking, listener: (signal: Asking) => void): unknown;
  off(signal: Asking, listener: (signal: Asking) => void): unknown;
}

/** What came of it. */
export interface Interruption {
  /** Asks as the signal does. */
  readonly interrupt: (signal: Asking) => void;
  /** The exit code for the one who asked; null if no one has. */
  readonly code: () => number | null;
  /** From here on nobody listens, so that a signal ends the process. */
  readonly release: () => void;
}

/** Listens for the first signal; the next one ends the process. */
export function interruptionBy(sender: Sender): Interruption {
  const signals = Object.keys(CODES) as Asking[];
  let code: number | null = null;
  const interrupt = (signal: Asking) => {
    code ??= CODES[signal];
    release();
  };
  const release = () => signals.forEach((signal) => sender.off(signal, interrupt));
  signals.forEach((signal) => sender.on(signal, interrupt));
  return { interrupt, code: () => code, release };
}
//# sourceMappingURL=../../.maps/demos/shell/interruption.ts.map
