/** The step of `npm test` that weaves the editions which later steps read: arguments, printing, exit code. */
import { complain, readArguments, say, type CommandSpec } from "../../tangle/index.ts";
import { weaveOnce } from "./woven.ts";

const command: CommandSpec = {
  call: "node tangle/start.mjs weave/suite/woven-cli.ts",
  purpose: "Weaves all editions below output/, unless they are those of the book and of the tools as they are now.",
  options: [],
  notes: "With VERDICTS=renew they are woven whatever is there, with nothing that is kept.\nExit codes: 0 all are there; 1 one cannot be woven; 2 the command was called wrongly.",
};

process.exitCode = main(process.argv.slice(2));

function main(argv: readonly string[]): number {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  try {
    return say(`the editions are ${weaveOnce({ root: given.root, when: process.env["VERDICTS"] === "renew" ? "always" : "stale" })}\n`, 0);
  } catch (error) {
    return complain(`${error instanceof Error ? error.message : String(error)}\n`, 1);
  }
}
