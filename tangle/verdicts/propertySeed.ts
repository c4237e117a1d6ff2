/**
 * What every run of tests sets up first, also of a book's programs. Property tests draw the same inputs each time, so that whoever
 * checks the book is told of mistakes and not of luck. `PROPERTY_SEED=random` draws others, a number those of that seed;
 * `PROPERTY_RUNS` draws more of them.
 */
import fc from "fast-check";
import "./sameBytes.ts";

const { PROPERTY_SEED: seed = "1851", PROPERTY_RUNS: runs } = process.env;
fc.configureGlobal({
  ...(seed !== "random" && { seed: wholeNumber("PROPERTY_SEED", seed) }),
  ...(runs !== undefined && { numRuns: wholeNumber("PROPERTY_RUNS", runs) }),
});

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(number) || number < 0) throw new RangeError(`${name} must be a whole number, not \`${text}\``);
  return number;
}
