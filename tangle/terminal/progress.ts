/** A line that says what is going on, for work of over a second, only where a person looks. */

/** Where the line is written: standard error, usually. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** A progress line: `step` replaces it, `clear` takes it away. */
export interface Progress {
  readonly step: (what: string) => void;
  readonly clear: () => void;
}

/** Makes a progress line. It stays silent for the first second, and always where `terminal` is none. */
export function progressOn(terminal: Terminal, now: () => number = () => performance.now()): Progress {
  const start = now();
  let shown = false;
  return {
    step(what) {
      if (terminal.isTTY !== true || now() - start < 1000) return;
      shown = true;
      terminal.write(`\r\u001b[2K${what} …`);
    },
    clear() {
      if (shown) terminal.write("\r\u001b[2K");
      shown = false;
    },
  };
}
