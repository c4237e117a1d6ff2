/** The command `lint:prose`: arguments, printing, exit code. */
import { join } from "node:path";
import { complain, hasErrors, prepare, progressOn, readArguments, render, say, textAt, type CommandSpec } from "../../tangle/index.ts";
import { cacheUnder, keptReaders } from "../../tangle/standing/index.ts";
import { termsPath } from "../terms/readTerms.ts";
import { manuscriptOf } from "./manuscript.ts";
import { reportOf } from "./report.ts";
import { sentenceReport } from "./report/sentenceReport.ts";
import { mistakesIn, rules } from "./rules.ts";

const command: CommandSpec = {
  call: "npm run lint:prose --",
  purpose: "Holds the rules of the book’s prose that a program can hold, and shows figures of how its chapters read.",
  options: [],
  notes: [
    "Rules:",
    "",
    ...rules.map(({ codes, severity, says, because }) => `  ${codes.join(", ")} (${severity})\n${wrapped(`${says}.`)}\n${wrapped(`Because ${because}.`)}\n`),
    "The figures are a report, not a verdict: the length of snippets, the words for each snippet and heading, the",
    "words between snippets, the share of lists, beside those of Crafting Interpreters; of each section the length",
    "of its sentences, the share of those over 35 words and of passive ones.",
    "",
    "Exit codes: 0 no errors; 1 errors in the prose or the book; 2 usage.",
  ].join("\n"),
};

process.exitCode = main(process.argv.slice(2));

function main(argv: readonly string[]): number {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const progress = progressOn(process.stderr);
  progress.step("reading the prose");
  const { ready, diagnostics } = prepare(given.root, keptReaders(cacheUnder(given.root)));
  if (ready === null) {
    progress.clear();
    return complain(diagnostics.map(render).join("\n"), 1);
  }
  const { book } = ready;
  const manuscript = manuscriptOf(book, { terms: textAt(join(book.root, termsPath)), meta: textAt(join(book.root, "book/book.yml")) });
  const mistakes = mistakesIn(manuscript);
  const report = [reportOf(manuscript), sentenceReport(manuscript)].filter((part) => part !== "").join("\n");
  progress.clear();
  if (mistakes.length > 0) complain(`${mistakes.map(render).join("\n")}\n`, 1);
  const errors = mistakes.filter(({ severity }) => severity === "error").length;
  return say(`${report}\n${summary(errors, mistakes.length - errors)}\n`, hasErrors(mistakes) ? 1 : 0);
}

function summary(errors: number, warnings: number): string {
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;
  return errors + warnings === 0 ? "no rule is broken" : `${count(errors, "error")}, ${count(warnings, "warning")}`;
}

/** The text in lines of at most 100 characters, indented. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 100) lines.push(`    ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join("\n");
}
