/** The command `tangle`: arguments, printing, exit code. */
import { staleIn } from "./native/kept.ts";
import { complain, say } from "./terminal/answer.ts";
import { readArguments, usage, type Arguments, type CommandSpec } from "./terminal/arguments.ts";
import { render } from "./text/diagnostic.ts";
import { unchangedSince } from "./write/stamp.ts";

const command: CommandSpec = {
  call: "npm run tangle --",
  purpose: [
    "Extracts the program of the book: reads book/contents.md and the chapters, writes src/.",
    "Files that no chapter defines any more are removed; a file edited by hand is never",
    "written over. Everything is written, or nothing is.",
  ].join("\n"),
  options: [
    { name: "check", help: "write nothing; show where src/ is not what the book says" },
    { name: "force", help: "write over files that were edited by hand" },
    { name: "through", value: "CHAPTER", help: "the program as it stands at that chapter's end: its folder (01-markov-chains)\nor its number (1); needs --out" },
    { name: "out", value: "DIR", help: "where --through writes its src/" },
    { name: "every-chapter", help: "type-check the program at every chapter's end, and run the tests that changed" },
    { name: "at-most", value: "N", help: "with --every-chapter: of the tests that are neither new at a chapter's end nor of the\nfinished program, N at each end, chosen by hashes of what they run (default: all)" },
  ],
  notes: [
    "At the end a coverage report is printed: how many files, lines and chunks src/ has, and how much of it",
    "is outside the book. Exit codes: 0 all is well; 1 a mistake in the book, a hand edit, a difference found",
    "by --check, something in src/ that is not from the book; 2 the command was called wrongly.",
  ].join("\n"),
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  const mistake = given.kind === "usage" ? given : combinationMistake(given);
  if (mistake !== null) return complain(mistake.message, 2);
  if (given.kind === "usage") return 2;
  const { flags, values, root } = given;
  const summary = values.has("through") || flags.has("every-chapter") ? null : unchangedSince(root);
  if (summary !== null) {
    const stale = flags.has("check") ? staleIn(root) : [];
    process.stderr.write(summary.warnings + stale.map(render).join(""));
    return say(`${flags.has("check") ? "src/ is what the book says" : "nothing changed"}\n${summary.coverage}\n`, stale.length > 0 ? 1 : 0);
  }
  const { runTangle } = await import("./commands.ts");
  return runTangle(given, command);
}

/** Options that do not go together. */
function combinationMistake({ flags, values }: Extract<Arguments, { kind: "run" }>): Extract<Arguments, { kind: "usage" }> | null {
  const modes = ["check", "every-chapter"].filter((name) => flags.has(name));
  if (values.has("through")) modes.push("through");
  if (modes.length > 1) return usage(command, `\`--${modes[0]}\` and \`--${modes[1]}\` do not go together`);
  if (values.has("through") && !values.has("out")) return usage(command, "`--through` needs `--out DIR`, the folder to write to");
  if (values.has("out") && !values.has("through")) return usage(command, "`--out` needs `--through CHAPTER`");
  const atMost = values.get("at-most");
  if (atMost !== undefined && !flags.has("every-chapter")) return usage(command, "`--at-most` needs `--every-chapter`");
  if (atMost !== undefined && !/^\d+$/.test(atMost)) return usage(command, `\`--at-most\` takes a whole number, not \`${atMost}\``);
  if (flags.has("force") && modes.length > 0 && !values.has("through")) return usage(command, `\`--${modes[0]}\` writes nothing, so \`--force\` has no meaning`);
  return null;
}
