/** The runs of a reader's program with its tests, one at a time, and what is said of each. */
import { Failure, messageOf, type Where } from "../cells/mistake.ts";
import { startRun, type Heard, type Run } from "../cells/runner.ts";
import type { ResultView } from "./results.ts";
import type { TestBar } from "./testBar.ts";
import type { TestResult, Tests } from "./tests.ts";

/** What a run needs of the program, and where it is shown. */
export interface Tested {
  readonly tests: Tests;
  readonly text: () => string;
  /** Marks a line of the program, from 1; null marks none. */
  readonly mark: (line: number | null) => void;
  readonly bar: TestBar;
  readonly results: ResultView;
}

/** Idle, or running. */
export class TestRuns {
  private readonly tested: Tested;
  private run: Run | null = null;

  constructor(tested: Tested) {
    this.tested = tested;
  }

  /** Begins anew with what the program is now. */
  async start(): Promise<void> {
    const { tests, text, bar } = this.tested;
    const program = text();
    this.clear();
    let mine: Run | null = { stop: () => (mine = null), pause: () => undefined, ask: () => undefined };
    this.run = mine;
    bar.running(true);
    bar.say("Loading …");
    try {
      const job = await tests.job(program);
      if (mine !== null) this.run = startRun(job, this.heard(program));
    } catch (error) {
      if (mine !== null) this.fail(messageOf(error), error instanceof Failure ? tests.ownPlace(error.where, program) : null);
    }
  }

  stop(): void {
    if (this.run === null) return;
    this.run.stop();
    this.end("Stopped.", "failed");
  }

  /** Nothing is said any more of a run that was before. */
  clear(): void {
    const { mark, bar, results } = this.tested;
    this.run?.stop();
    this.run = null;
    mark(null);
    results.show([], []);
    bar.running(false);
    bar.say("");
  }

  private heard(program: string): Heard {
    const { tests, bar, results } = this.tested;
    let lines: readonly string[] = [];
    return {
      loading: () => bar.say("Loading …"),
      running: () => bar.say("Running the tests …"),
      output: (output) => void (lines = output.lines),
      waits: () => undefined,
      done: () => {
        const found = tests.results(lines, null);
        results.show(found.results, found.printed);
        this.end(verdictOf(found.results), isPassed(found.results) ? "done" : "failed");
      },
      failed: (message, where) => {
        const found = tests.results(lines, message);
        results.show(found.results, found.printed);
        this.fail(message, tests.ownPlace(where, program));
      },
    };
  }

  private fail(message: string, where: Where | null): void {
    this.tested.mark(where?.line ?? null);
    this.end(where === null ? message : `Line ${where.line}: ${message}`, "failed");
  }

  private end(words: string, how: "done" | "failed"): void {
    const { bar } = this.tested;
    this.run = null;
    bar.running(false);
    bar.say(words, how);
  }
}

const passedIn = (results: readonly TestResult[]): number => results.filter(({ is }) => is === "passed").length;

/** Tests that were not there have not passed. */
function isPassed(results: readonly TestResult[]): boolean {
  return results.length > 0 && passedIn(results) === results.length;
}

function verdictOf(results: readonly TestResult[]): string {
  if (results.length === 0) return "No test was found.";
  return isPassed(results) ? `All tests pass: ${results.length} of ${results.length}.` : `${passedIn(results)} of ${results.length} tests pass.`;
}
