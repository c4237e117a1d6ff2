/** The command `mutate`: printing, exit code. */
import { complain, progressOn, readArguments, render, say, usage } from "../../tangle/index.ts";
import { mutate, type Tried } from "./mutate.ts";
import { command, orderIn } from "./options.ts";
import { mutationReport } from "./report.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const order = orderIn(given);
  if ("mistake" in order) return complain(usage(command, order.mistake).message, 2);
  const progress = progressOn(process.stderr);
  const result = await mutate({ ...order, progress: progress.step }).finally(progress.clear);
  switch (result.kind) {
    case "unknown":
      return complain(usage(command, result.mistake).message, 2);
    case "refused":
      return complain(result.diagnostics.map(render).join(""), 1);
    case "tried": {
      process.stderr.write(result.diagnostics.map(render).join(""));
      const { text, isReached } = mutationReport(result);
      return say(text === "" ? "there is nothing to change\n" : `${text}${closing(result)}`, isReached ? 0 : 1);
    }
    default:
      return result satisfies never;
  }
}

/** How much was tried and how much was known; what the record lacks. */
function closing({ trials, now, unrecorded, left, written }: Tried): string {
  const known = trials.length - now;
  const said = [
    known > 0 ? `tried ${now} of ${trials.length} changes now; of the others the verdict is known\n` : "",
    left > 0 ? `left out ${left} more whose verdict is not known: ${left === 1 ? "it is" : "they are"} tried without --at-most\n` : "",
    unrecorded > 0 ? `book/mutation/ lacks ${unrecorded} of these verdicts: npm run mutate -- --record\n` : "",
    written.length > 0 ? `wrote ${written.length} ${written.length === 1 ? "file" : "files"} of book/mutation/\n` : "",
  ].join("");
  return said === "" ? "" : `\n${said}`;
}
