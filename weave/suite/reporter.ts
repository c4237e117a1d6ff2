/** A reporter of Vitest that says in lines of their own which files were slow, what was skipped and how many tests passed and failed. */
import type { Reporter, TestModule } from "vitest/node";
import { secondsOf, slowLines } from "../../tangle/index.ts";
import { skippedLine, tallyLine } from "./tally.ts";

/** Stands beside Vitest's own reporter, which shows the failures. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap(({ children }) => [...children.allTests()]);
    const results = tests.map((test) => ({ test, result: test.result() }));
    const skipped = results.flatMap(({ test, result }) => (result.state === "skipped" ? [skippedLine(test.fullName, result.note)] : []));
    const passed = results.filter(({ result }) => result.state === "passed").length;
    // a file that cannot be loaded has no tests, and yet it fails
    const broken = modules.filter((module) => module.state() === "failed" && [...module.children.allTests("failed")].length === 0).length;
    const failed = results.length - passed - skipped.length + broken + unhandled.length;
    const slow = slowLines(modules.map((module) => ({ path: module.relativeModuleId, seconds: secondsOf(module) })));
    process.stdout.write(`${[...slow, ...skipped, tallyLine({ passed, failed, skipped: skipped.length })].join("\n")}\n`);
  }
}
