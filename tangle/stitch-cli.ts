/** The command `stitch`: arguments, printing, exit code. */
import { say } from "./terminal/answer.ts";
import { readArguments, type CommandSpec } from "./terminal/arguments.ts";
import { hasErrors, render } from "./text/diagnostic.ts";
import { progressOn } from "./terminal/progress.ts";
import { stitchRoot, type StitchReport } from "./stitch/run.ts";

const command: CommandSpec = {
  call: "npm run stitch --",
  purpose:
    "Takes the edits made in src/ since the last tangle back to the chapter lines they belong to, then tangles again.\n" +
    "Chapters that were edited too are merged; where both sides changed the same lines, the chapter gets conflict\n" +
    "markers: resolve them there and stitch again. Until everything is in the book, src/ is left as it is.",
  options: [],
  notes: "Exit codes: 0 everything is in the book, 1 a conflict or an edit that the book cannot take, 2 usage.",
};

/** Runs the command and gives the exit code. */
function main(argv: readonly string[]): number {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") {
    process.stderr.write(given.message);
    return 2;
  }
  const progress = progressOn(process.stderr);
  const report = stitchRoot(given.root, { progress: progress.step });
  progress.clear();
  process.stderr.write(report.diagnostics.map(render).join("\n"));
  return say(summary(report), hasErrors(report.diagnostics) ? 1 : 0);
}

function summary({ kind, moves, chapters, kept, diagnostics }: StitchReport): string {
  const lines = moves.map(({ from, to }) => `${from.path}:${from.line} → ${to.path}:${to.line}\n`).join("");
  const copies = kept.length === 0 ? "" : `where a chapter had changed too, src/ is now the merge; your texts are kept:\n${kept.map((path) => `  ${path}\n`).join("")}`;
  switch (kind) {
    case "nothing":
      return "nothing to stitch: src/ is as it was tangled\n";
    case "refused":
      return "nothing was written\n";
    case "conflict": {
      const conflicts = diagnostics.filter(({ code }) => code === "conflict").length;
      return `${count(conflicts, "conflict")} marked in ${chapters.join(", ")}; src/ is left as it is\n`;
    }
    case "stitched":
      if (moves.length === 0) return `${copies}the conflicts are resolved: src/ is what the book says\n`;
      return `${lines}${copies}${count(moves.length, "edit")} in the book, ${count(chapters.length, "chapter file")} written\n`;
    default:
      return kind satisfies never;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

process.exitCode = main(process.argv.slice(2));
