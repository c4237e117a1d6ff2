/** The command `check:types`: arguments, printing, exit code. */
import { readArguments, type CommandSpec } from "./terminal/arguments.ts";
import { render } from "./text/diagnostic.ts";
import { progressOn } from "./terminal/progress.ts";
import { checkTypes, type TypesReport } from "./types/types.ts";

const command: CommandSpec = {
  call: "npm run check:types --",
  purpose: "Type-checks the program of the book and the tools; a mistake in the program is shown at its line of the chapter.",
  options: [],
  notes: "Exit codes: 0 all types are right, 1 an error, 2 usage.",
};

process.exitCode = main(process.argv.slice(2));

function main(argv: readonly string[]): number {
  const given = readArguments(command, argv);
  if (given.kind === "help") {
    process.stdout.write(given.text);
    return 0;
  }
  if (given.kind === "usage") {
    process.stderr.write(given.message);
    return 2;
  }
  const progress = progressOn(process.stderr);
  progress.step("checking types");
  const report = checkTypes(given.root);
  progress.clear();
  process.stderr.write(report.diagnostics.map(render).join("\n"));
  process.stdout.write(lastLines(report));
  return errorsIn(report) > 0 ? 1 : 0;
}

function lastLines(report: TypesReport): string {
  const { files, stale } = report;
  const errors = errorsIn(report);
  const behind = stale.length === 0 ? "" : `the book was checked, and ${stale.join(", ")} is not what it says: npm run tangle, or npm run stitch\n`;
  return `${behind}${files} ${files === 1 ? "file" : "files"} checked, ${errors} ${errors === 1 ? "error" : "errors"}\n`;
}

function errorsIn({ diagnostics }: TypesReport): number {
  return diagnostics.filter(({ severity }) => severity === "error").length;
}
