/** The command `weave`: arguments, printing, exit code. */
import { relative } from "node:path";
import { complain, hasErrors, progressOn, readArguments, render, say, usage, type CommandSpec } from "../tangle/index.ts";
import type { Said } from "../tangle/standing/index.ts";
import { editions, type EditionName } from "./edition.ts";
import { weavingOf } from "./standing.ts";

const command: CommandSpec = {
  call: "npm run weave --",
  purpose: [
    "Typesets the book: output/html/, output/book.pdf with its companion output/program.pdf, which has the code",
    "that print sets aside, output/book.epub and output/notebooks/, a Jupyter notebook a chapter. Each replaces",
    "the previous one as a whole, and only if the book has no mistakes.",
  ].join("\n"),
  options: [{ name: "edition", value: "NAME", help: "html, pdf, epub or notebooks; may be given more than once (default: all)" }],
  notes: [
    "An edition that cannot be made on this machine is named with the command that cures it.",
    "Exit codes: 0 all is well; 1 a mistake in the book, an edition asked for by name that cannot be made here,",
    "or a file that cannot be written; 2 the command was called wrongly.",
  ].join("\n"),
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const named = namedEditions(argv);
  const unknown = named.find((name) => !isEdition(name));
  if (unknown !== undefined) return complain(usage(command, `there is no edition \`${unknown}\`; there are html, pdf, epub and notebooks`).message, 2);
  const wanted = named.length === 0 ? editions : editions.filter((edition) => named.includes(edition));
  return weave(given.root, wanted, named.length === 0 ? "all" : "named");
}

async function weave(root: string, wanted: readonly EditionName[], choice: "all" | "named"): Promise<number> {
  const weaving = await weavingOf({ root, editions: wanted, choice });
  const before = weaving.said();
  if (before !== null) return answer(before, 0);
  const { build } = await import("./build.ts");
  const { notRunWarning } = await import("./warnings.ts");
  const progress = progressOn(process.stderr);
  const result = await build({ root, editions: wanted, progress: progress.step }).catch(systemError);
  progress.clear();
  if (typeof result === "string") return complain(result, 1);
  const { diagnostics, document, made, skipped } = result;
  const found = diagnostics.map(render).join("");
  if (hasErrors(diagnostics)) return complain(`${found}${countOf(diagnostics.filter(({ severity }) => severity === "error").length)}; nothing was written\n`, 1);
  const out = made.map(({ target, files }) => `${relative(root, target)}${files > 1 ? `/  ${files} files` : ""}\n`).join("");
  const left = skipped.map(({ edition, reason }) => `skipped ${edition}: ${reason}\n`).join("");
  const said = { out, err: `${found}${(document && notRunWarning(document)) ?? ""}${left}` };
  if (skipped.length === 0) weaving.ended(said);
  return answer(said, skipped.length > 0 && choice === "named" ? 1 : 0);
}

function answer({ out, err }: Said, code: number): number {
  process.stderr.write(err);
  return say(out, code);
}

/** The values of every `--edition`, in order; the argument reader keeps only the last. */
function namedEditions(argv: readonly string[]): readonly string[] {
  return argv.flatMap((word, index) => {
    if (word === "--edition") return argv.slice(index + 1, index + 2);
    return word.startsWith("--edition=") ? [word.slice("--edition=".length)] : [];
  });
}

function isEdition(name: string): name is EditionName {
  return editions.some((edition) => edition === name);
}

/** What the system refused (no space, no permission), as a message; our own mistakes go on. */
function systemError(error: unknown): string {
  if (error instanceof Error && "syscall" in error && "code" in error) return `error[not-written]: ${error.message}; the previous output is as it was\n`;
  throw error;
}

function countOf(errors: number): string {
  return `${errors} ${errors === 1 ? "error" : "errors"}`;
}
