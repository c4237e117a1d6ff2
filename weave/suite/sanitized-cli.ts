/** The step of `npm run test:all` that runs native kernels under sanitizers: arguments, printing, exit code. */
import { complain, readArguments, say, type CommandSpec } from "../../tangle/index.ts";
import { fuzzSanitized } from "./sanitized.ts";

const command: CommandSpec = {
  call: "node tangle/start.mjs weave/suite/sanitized-cli.ts",
  purpose: [
    "Builds native.node with AddressSanitizer and UndefinedBehaviorSanitizer, and runs random kernels in it: shapes, strides and",
    "offsets, each compared with the CPU backend. It needs GCC on Linux; elsewhere it says what is missing.",
  ].join("\n"),
  options: [{ name: "trials", value: "N", help: "kernels on each path; 2,000 if nothing is said" }],
  notes: "Exit codes: 0 all is well, or the machine cannot do it; 1 a kernel is wrong or touches what it must not; 2 usage.",
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const trials = Number(given.values.get("trials") ?? 2000);
  if (!Number.isSafeInteger(trials) || trials < 1) return complain("`--trials` must be a whole number from 1\n", 2);
  const { text, isWell } = await fuzzSanitized(given.root, trials);
  return say(text, isWell ? 0 : 1);
}
