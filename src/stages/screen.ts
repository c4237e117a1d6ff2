// Tangled from book/01-markov-chains/03-guess-the-next-letter.md. Edit the book, then: npm run tangle
/** Where a demonstration prints. */

/** Something to print on: a terminal, or a list of lines in a test. */
export interface Screen {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Shows how much is done, from 0 to 1, until the next line is printed; does nothing where no one is watching. */
  readonly progress: (done: number, label: string) => void;
}

const ERASE_LINE = "\r\u001b[K";

/** The process's own terminal. Progress goes to the error stream, and only if that is a terminal, so that output can be redirected. */
export function terminal(): Screen {
  const watched = process.stderr.isTTY;
  const erase = watched ? ERASE_LINE : "";
  return {
    print: (line) => {
      process.stderr.write(erase);
      process.stdout.write(`${line}\n`);
    },
    complain: (line) => process.stderr.write(`${erase}${line}\n`),
    progress: (done, label) => {
      if (watched) process.stderr.write(`${ERASE_LINE}${bar(done, 30)} ${label}`);
    },
  };
}

/** `done` of 1 as a bar of `width` characters. */
export function bar(done: number, width: number): string {
  const full = Math.round(Math.min(1, Math.max(0, done)) * width);
  return "█".repeat(full) + "░".repeat(width - full);
}
//# sourceMappingURL=../.maps/stages/screen.ts.map
