/** The tests of an exercise's program. */
import type { Where } from "../cells/mistake.ts";
import type { Job } from "../cells/runner.ts";

/** What became of a test. */
export interface TestResult {
  readonly name: string;
  readonly is: "passed" | "failed" | "not reached";
  /** What was expected and what came, of a test that failed. */
  readonly expected: string | null;
  readonly received: string | null;
}

/** What a run of the tests showed. */
export interface TestsRun {
  readonly results: readonly TestResult[];
  /** What the program printed besides. */
  readonly printed: readonly string[];
}

/** How a program is tested. */
export interface Tests {
  /** As the reader sees them. */
  readonly shown: string;
  /** What is run for a program. Throws `Failure` where it is not TypeScript. */
  readonly job: (program: string) => Promise<Job>;
  /** What a run showed whose output was this; `failure` is what ended it before its end. */
  readonly results: (lines: readonly string[], failure: string | null) => TestsRun;
  /** The place in the reader's program; null for one in the tests. */
  readonly ownPlace: (where: Where | null, program: string) => Where | null;
}
