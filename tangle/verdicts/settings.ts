/** How Vitest runs the tests of a book's programs: alike whoever asks, else a verdict would not hold for all. */
import { setupFiles } from "./setupFiles.ts";

/** Milliseconds that a test may take: only one that never ends is stopped, not one on a slow machine with much to do. */
export const patience = 1_200_000;

/** The part of Vitest's configuration that has to do with what a test sees. It is plain data. */
export const programTests = {
  setupFiles: [...setupFiles],
  testTimeout: patience,
  hookTimeout: patience,
};
