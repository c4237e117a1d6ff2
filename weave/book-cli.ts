/** The command `book`: the whole way from chapters to editions, each step the command that also does it alone. */
import { spawnSync } from "node:child_process";
import { provingOf } from "../prove/standing/index.ts";
import { commandArguments, complain, hasErrors, readArguments, render, say, type CommandSpec } from "../tangle/index.ts";
import { unchangedSince, type Said } from "../tangle/standing/index.ts";
import { editions } from "./edition.ts";
import { weavingOf } from "./standing.ts";

const command: CommandSpec = {
  call: "npm run book --",
  purpose: [
    "Builds the book: installs what is missing, extracts the program into src/, runs what has not been run",
    "since it changed, and typesets output/html/, output/book.pdf with its companion output/program.pdf,",
    "output/book.epub and output/notebooks/.",
  ].join("\n"),
  options: [],
  notes: [
    "All mistakes of the chapters are reported first, and nothing is written if there is one. An edition that",
    "cannot be made on this machine is named with the command that cures it.",
    "Exit codes: 0 all is well; 1 a mistake in the book; 2 the command was called wrongly.",
  ].join("\n"),
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const before = await standingBook(given.root);
  if (before !== null) {
    process.stderr.write(before.err);
    return say(before.out, 0);
  }
  const { readDocument } = await import("./build.ts");
  // evidence that is out of date is no mistake yet: it is renewed on the way
  const { diagnostics } = readDocument(given.root, { staleness: "show" });
  if (hasErrors(diagnostics)) {
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    return complain(`${diagnostics.map(render).join("")}${errors} ${errors === 1 ? "error" : "errors"}; nothing was written\n`, 1);
  }
  for (const script of ["tangle/cli.ts", "prove/cli.ts", "weave/cli.ts"]) {
    const code = run(script, given.root);
    if (code !== 0) return code;
  }
  return 0;
}

/** What the steps would say where none of them has anything to do; else null. */
async function standingBook(root: string): Promise<Said | null> {
  const tangled = unchangedSince(root);
  const proved = tangled && provingOf({ root, writes: "evidence" }).said();
  const woven = proved && (await weavingOf({ root, editions, choice: "all" })).said();
  if (tangled === null || proved === null || woven === null) return null;
  return { out: `nothing changed\n${tangled.coverage}\n${proved.out}${woven.out}`, err: `${tangled.warnings}${proved.err}${woven.err}` };
}

/** Runs a command of ours on the same root and terminal; gives its exit code, or 1 if it was stopped by a signal. */
function run(script: string, root: string): number {
  const { status, error } = spawnSync(process.execPath, [...commandArguments(script), "--root", root], { stdio: "inherit" });
  if (error !== undefined) throw error;
  return status ?? 1;
}
