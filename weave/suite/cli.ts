/** `npm test` and `npm run test:all`: arguments, printing, exit code. */
import { availableParallelism } from "node:os";
import { complain, progressOn, projectFolder, readArguments, say, type CommandSpec } from "../../tangle/index.ts";
import { closingReport, stepLine } from "./report.ts";
import { runStep } from "./run.ts";
import { runSteps } from "./schedule.ts";
import { stepsOf } from "./steps.ts";

const command: CommandSpec = {
  call: "npm test --",
  purpose: [
    "Tests everything: that src/ is the book's program, its types, the program and its tests at every chapter's end,",
    "the evidence, what running the book shows where no record holds, the prose, that changes of the book are noticed,",
    "the tools, and the editions. A test that passed on just the same texts and data is known to pass. Where --root",
    "names another book, the tools' own tests are left out.",
  ].join("\n"),
  options: [{ name: "all", help: "trust nothing that is kept: every test, every cell, every change" }],
  notes: [
    "A step that fails is printed whole, and the others go on. The last line counts the tests; a step that has none",
    "of its own, such as that of the types, counts as one.",
    "Exit codes: 0 all passed; 1 something failed; 2 the command was called wrongly.",
  ].join("\n"),
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const { root, flags } = given;
  const steps = stepsOf({ root, depth: flags.has("all") ? "all" : "changed", tools: root === projectFolder ? "with" : "without" });
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => interrupted.abort());
  const progress = progressOn(process.stderr);
  const started = performance.now();
  const ends = await runSteps(steps, {
    cores: availableParallelism(),
    run: (step) => runStep(step, interrupted.signal, (line) => progress.step(`${step.name}: ${line}`)),
    ended: (end) => (progress.clear(), say(stepLine(end), 0)),
  });
  say(closingReport(ends, (performance.now() - started) / 1000), 0);
  return ends.every(({ kind }) => kind === "passed") ? 0 : 1;
}
