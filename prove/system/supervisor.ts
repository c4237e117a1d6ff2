/** Ends the processes of sections when this process is ended: they have groups of their own, so no terminal would. */

/** Who is to be ended. */
export interface ChildSupervisor {
  /** Ties something to this process; the answer unties it. */
  readonly tie: (end: () => void) => () => void;
  /** Stops listening. */
  readonly close: () => void;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Begins to listen for signals and for the end of this process. */
export function childSupervisor(): ChildSupervisor {
  const tied = new Set<() => void>();
  const endAll = (): void => {
    for (const end of tied) end();
    tied.clear();
  };
  const interrupted = (signal: NodeJS.Signals): void => {
    endAll();
    close();
    // now it does what it would have done
    process.kill(process.pid, signal);
  };
  const close = (): void => {
    process.off("exit", endAll);
    for (const signal of signals) process.off(signal, interrupted);
  };
  process.on("exit", endAll);
  for (const signal of signals) process.on(signal, interrupted);
  return {
    tie(end) {
      tied.add(end);
      return () => void tied.delete(end);
    },
    close,
  };
}
