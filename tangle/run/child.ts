/** A program run as a child process that behaves as if it had been started itself: terminal, signals, exit code. */
import { spawn } from "node:child_process";
import { constants } from "node:os";

/** The signals that are passed on to the child. A terminal sends Ctrl-C to both, so the parent only waits then. */
const forwarded = ["SIGTERM", "SIGHUP", "SIGUSR2"] as const;
const awaited = ["SIGINT", "SIGQUIT"] as const;

/**
 * Runs Node with these arguments and gives its exit code; for a child that a signal ended, 128 plus the signal's number,
 * as shells say it. Rejects if Node cannot be started.
 */
export async function runNode(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...args], { stdio: "inherit" });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  const wait = (): void => {};
  for (const signal of forwarded) process.on(signal, pass);
  for (const signal of awaited) process.on(signal, wait);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
  } finally {
    for (const signal of forwarded) process.off(signal, pass);
    for (const signal of awaited) process.off(signal, wait);
  }
}
