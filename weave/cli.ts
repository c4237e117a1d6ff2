/** The command `weave`: arguments, printing, exit code. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { complain, hasErrors, progressOn, readArguments, render, say, usage, type CommandSpec } from "../tangle/index.ts";
import { keptUnder, type Said } from "../tangle/standing/index.ts";
import { editions, type EditionName } from "./edition.ts";
import { profileOf, type Profile } from "./profile.ts";
import { weavingOf, type WeavingOrder } from "./standing.ts";

const command: CommandSpec = {
  call: "npm run weave --",
  purpose: [
    "Typesets the book: output/html/, output/book.pdf with its companion output/program.pdf, which has the code",
    "that print sets aside, output/book.epub and output/notebooks/, a Jupyter notebook a chapter. Each replaces",
    "the previous one as a whole, and only if the book has no mistakes.",
  ].join("\n"),
  options: [
    { name: "edition", value: "NAME", help: "html, pdf, epub or notebooks; may be given more than once (default: all)" },
    { name: "clean", help: "use nothing that earlier runs have kept; what is written is the same" },
    { name: "profile", help: "say at the end where the time went, step by step" },
  ],
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
  const order: WeavingOrder = { root: given.root, editions: wanted, choice: named.length === 0 ? "all" : "named" };
  const profile = given.flags.has("profile") ? profileOf() : null;
  const code = await (given.flags.has("clean") ? cleanly((kept) => weave(order, { kept, profile })) : weave(order, { kept: keptUnder(given.root), profile }));
  process.stderr.write(profile?.report() ?? "");
  return code;
}

/** Does it with an empty folder for what is kept, which is removed again. */
async function cleanly<T>(make: (kept: string) => Promise<T>): Promise<T> {
  const kept = mkdtempSync(join(tmpdir(), "clean-"));
  return make(kept).finally(() => rmSync(kept, { recursive: true }));
}

interface Way {
  readonly kept: string;
  readonly profile: Profile | null;
}

async function weave(order: WeavingOrder, { kept, profile }: Way): Promise<number> {
  const { root, editions: wanted, choice } = order;
  const weaving = await weavingOf(order);
  const before = kept === keptUnder(root) ? weaving.said() : null;
  if (before !== null) return answer(before, 0);
  const { build } = await import("./build.ts");
  const { notRunWarning } = await import("./warnings.ts");
  const progress = progressOn(process.stderr);
  const step = (what: string): void => {
    profile?.step(what);
    progress.step(what);
  };
  const result = await build({ root, editions: wanted, progress: step, kept, seen: weaving.sources, oneByOne: profile !== null }).catch(systemError);
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
