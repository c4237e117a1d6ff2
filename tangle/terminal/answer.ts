/** How a command answers: text on one of the two streams, and its exit code. */

/** Prints to standard output and gives the exit code back, so that a command can end with it. */
export function say(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

/** Prints to standard error and gives the exit code back. */
export function complain(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
