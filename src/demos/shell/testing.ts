// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
/** A demonstration as tests see it: on a clock of its own. */
import type { ExitCode, Interruptible } from "./interruptible.ts";

/** What it did. */
export interface Seen {
  readonly code: ExitCode;
  readonly printed: string;
  readonly complained: string;
  readonly live: readonly string[];
  readonly released: boolean;
  /** How often it has paused. */
  readonly pauses: number;
}

/** Runs it on a clock that is `period` ms later each time, and asks it to end when it has paused `pauses` times; `meanwhile` is done in each pause. */
export type Watched = (pauses: number, args: readonly string[], period?: number, meanwhile?: () => void) => Promise<Seen>;

/** What runs a demonstration that `command` starts. */
export function watched(demonstrate: Interruptible, command: string): Watched {
  return async (pauses, args, period = 10, meanwhile = () => {}) => {
    const [printed, complained, live]: [string[], string[], string[]] = [[], [], []];
    let [now, paused, released] = [0, 0, false];
    const code = await demonstrate(args, {
      screen: { print: (line) => void printed.push(line), complain: (line) => void complained.push(line), progress: (_, label) => void live.push(label) },
      clock: () => (now += period),
      pause: async () => {
        paused++;
        meanwhile();
      },
      interrupted: () => paused >= pauses,
      release: () => (released = true),
      command,
    });
    return { code, printed: printed.join("\n"), complained: complained.join("\n"), live, released, pauses: paused };
  };
}
//# sourceMappingURL=../../.maps/demos/shell/testing.ts.map
