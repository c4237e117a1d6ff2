// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** Where a demonstration prints. */

/** Something to print on: a terminal, or a list of lines in a test. */
export interface Screen {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Shows how much is done, from 0 to 1, until the next line is printed; does nothing where no one is watching. */
  readonly progress: (done: number, label: string) => void;
}

/** What a stream of the process has of which a screen makes use. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const [PATIENCE, PERIOD] = [300, 50];
const BAR = 30;
const LINE_ABOVE = "\u001b[1A\r";
const ERASE_REST = "\u001b[K";

/**
 * A screen of an output and an error stream. If both are terminals, work of more than 300 ms shows a bar, drawn anew at most
 * every 50 ms; `clock` is in ms. The bar ends its line, so that Ctrl-C leaves the cursor on a clean one.
 */
export function screenOn(output: Output, errors: Output, clock: () => number): Screen {
  const watched = output.isTTY === true && errors.isTTY === true;
  let shown = false;
  let due = clock() + PATIENCE;
  const clear = (): void => {
    if (!shown) return;
    errors.write(LINE_ABOVE + ERASE_REST);
    [shown, due] = [false, 0];
  };
  return {
    print: (line) => {
      clear();
      output.write(`${line}\n`);
    },
    complain: (line) => {
      clear();
      errors.write(`${line}\n`);
    },
    progress: (done, label) => {
      if (!watched || clock() < due) return;
      // a terminal that does not know how wide it is says 0
      const columns = errors.columns || 80;
      const line = `${bar(done, Math.min(BAR, columns - label.length - 2))} ${label}`;
      // a line that wrapped could not be erased
      errors.write(`${shown ? LINE_ABOVE : ""}${line.slice(0, columns - 1)}${ERASE_REST}\n`);
      [shown, due] = [true, clock() + PERIOD];
    },
  };
}

/** `done` of 1 as a bar of `width` characters. */
export function bar(done: number, width: number): string {
  const room = Math.max(0, width);
  const full = Math.round(Math.min(1, Math.max(0, done)) * room);
  return "█".repeat(full) + "░".repeat(room - full);
}
//# sourceMappingURL=../../.maps/demos/shell/console.ts.map
