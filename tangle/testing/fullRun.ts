/** For tests: how much of what is much the same is tried. */

/** Whether this is `npm run test:all`, which trusts no verdict. */
export const isFullRun = process.env["VERDICTS"] === "renew";

/** The cases of a normal run, and in a full run those that are much like them too. */
export function cases<T>(always: readonly T[], more: readonly T[]): T[] {
  return isFullRun ? [...always, ...more] : [...always];
}
