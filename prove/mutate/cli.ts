/** The command `mutate`: arguments, printing, exit code. */
import { complain, progressOn, readArguments, render, say, usage, type CommandSpec } from "../../tangle/index.ts";
import { mutate } from "./mutate.ts";
import { mutationReport } from "./report.ts";

const command: CommandSpec = {
  call: "npm run mutate --",
  purpose: [
    "Tests the prover: changes the book one token at a time (a sign, an index, a factor, an exponent, a digit of an",
    "output or a number, an operator of a chunk), renews the evidence, and reports the changes that nothing notices.",
    "Changes without meaning (a thin space, a renamed bound index) must pass. The book itself is not touched.",
  ].join("\n"),
  rest: "[CHAPTER…]",
  options: [
    { name: "sample", value: "N", help: "only N changes of each kind, and a tenth as many of operators (default: all)" },
    { name: "seed", value: "S", help: "which sample (default: 1)" },
  ],
  notes: [
    "Noticed must be: 95 % of the formulas, 100 % of outputs and numbers, 80 % of operators. A change of a bound that",
    "stays true is listed apart. A survivor that is right to survive is explained in book/survivors.yml: a list of",
    "`path`, `change` (as printed), `in` (a part of the changed line) and `why`.",
    "Exit codes: 0 the aims are reached; 1 they are not, or the book is not proved; 2 the command was called wrongly.",
  ].join("\n"),
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const size = wholeNumber(given.values.get("sample"));
  const seed = wholeNumber(given.values.get("seed") ?? "1");
  if (size === "wrong" || size === 0) return complain(usage(command, `\`--sample\` takes a whole number from 1, not \`${given.values.get("sample")}\``).message, 2);
  if (seed === "wrong" || seed === null) return complain(usage(command, `\`--seed\` takes a whole number, not \`${given.values.get("seed")}\``).message, 2);
  const progress = progressOn(process.stderr);
  const sample = size === null ? null : { quick: size, operators: Math.max(1, Math.round(size / 10)) };
  const result = await mutate({ root: given.root, chapters: given.rest, sample, seed, progress: progress.step }).finally(progress.clear);
  switch (result.kind) {
    case "unknown":
      return complain(usage(command, result.mistake).message, 2);
    case "refused":
      return complain(result.diagnostics.map(render).join(""), 1);
    case "tried": {
      const { text, isReached } = mutationReport(result.trials, result.survivors);
      return say(text === "" ? "there is nothing to change\n" : text, isReached ? 0 : 1);
    }
    default:
      return result satisfies never;
  }
}

/** A whole number, null where none was given, `wrong` where it is none. */
function wholeNumber(text: string | undefined): number | null | "wrong" {
  if (text === undefined) return null;
  return /^\d+$/.test(text) ? Number(text) : "wrong";
}
