/** The command `prove`: arguments, printing, exit code. */
import { availableParallelism } from "node:os";
import { complain, hasErrors, placeOf, progressOn, readArguments, render, say, usage, type Arguments, type CommandSpec, type Offset } from "../tangle/index.ts";
import type { ProveResult } from "./proving/prove.ts";
import { amount, totalsReport } from "./proving/report.ts";
import type { Run } from "../tangle/standing/index.ts";
import { provingOf } from "./standing/standing.ts";

const command: CommandSpec = {
  call: "npm run prove --",
  purpose: [
    "Runs the book: cells, figures, numbers, derivations, cost tables, mistakes on purpose, fragments. What it",
    "shows is recorded in book/evidence/, and run again only where something that it depends on has changed.",
    "Without a chapter, the whole book; a chapter is named by its folder (01-markov-chains) or its number (1).",
    "Experiments are run by `--experiments` only, which runs nothing else; afterwards their first steps are replayed.",
  ].join("\n"),
  rest: "[CHAPTER…] [EXPERIMENT…]",
  options: [
    { name: "check", help: "write nothing; fail where evidence or an output is not what running the book shows" },
    { name: "accept", help: "write into the chapters what their cells print now: only `output` fences change" },
    { name: "fresh", help: "run everything again, and fail where a result differs from what is recorded" },
    { name: "measure", help: "measure again, one section after the other; do it while the machine has nothing else to do" },
    { name: "experiments", help: "run the experiments that have no record that holds: all, those of chapters, or those named;\nCtrl-C keeps what is done, and the same command goes on" },
    { name: "jobs", value: "N", help: "sections, or seeds, that run at the same time (default: one for each core)" },
  ],
  notes: [
    "At the end it says what the book has proved, and what numbers do not show, with the reasons.",
    "Limits of time and memory for each section stand in book.yml: `limits: { seconds: 120, megabytes: 4096 }`.",
    "Exit codes: 0 all is well; 1 a mistake in the book, or a difference; 2 the command was called wrongly.",
  ].join("\n"),
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const { flags, values } = given;
  const jobs = values.has("jobs") ? Number(values.get("jobs")) : availableParallelism();
  if (!(Number.isInteger(jobs) && jobs >= 1)) return complain(usage(command, `\`--jobs\` takes a whole number from 1, not \`${values.get("jobs")}\``).message, 2);
  if (flags.has("check") && flags.has("accept")) return complain(usage(command, "`--check` writes nothing, so `--accept` has no meaning").message, 2);
  if (flags.has("measure") && (flags.has("check") || flags.has("fresh"))) return complain(usage(command, "`--measure` writes new records, so it goes with neither `--check` nor `--fresh`").message, 2);
  const other = ["check", "accept", "fresh", "measure"].find((name) => flags.has(name));
  if (flags.has("experiments") && other !== undefined) return complain(usage(command, `\`--experiments\` only runs experiments, so \`--${other}\` does not go with it`).message, 2);
  const called = ["npm run prove", ...(argv.length > 0 ? ["--", ...argv] : [])].join(" ");
  if (flags.has("experiments")) return (await import("./proving/experimentsCommand.ts")).experimentsCommand({ root: given.root, words: given.rest, jobs, command: called, spec: command });
  return run(given, { jobs, called });
}

async function run(given: Extract<Arguments, { kind: "run" }>, { jobs, called }: { readonly jobs: number; readonly called: string }): Promise<number> {
  const { root, flags, rest } = given;
  const proving = ofWholeBook(given);
  const before = proving?.said() ?? null;
  if (before !== null) {
    process.stderr.write(before.err);
    return say(before.out, 0);
  }
  const { prove } = await import("./proving/prove.ts");
  const progress = progressOn(process.stderr);
  const started = performance.now();
  const result = await prove({
    root,
    chapters: rest,
    writes: flags.has("check") ? "nothing" : flags.has("accept") ? "evidence and outputs" : "evidence",
    runs: flags.has("fresh") ? "all" : flags.has("measure") ? "measured" : "stale",
    jobs: flags.has("measure") ? 1 : jobs,
    command: called,
    progress: progress.step,
  }).finally(progress.clear);
  if ("mistake" in result) return complain(usage(command, result.mistake).message, 2);
  const err = result.diagnostics.map(render).join("");
  process.stderr.write(err);
  const { totals } = result;
  if (totals !== null) say(closing({ ...result, totals }, (performance.now() - started) / 1000), 0);
  if (hasErrors(result.diagnostics)) return 1;
  // a warning may be of what was put right on the way
  if (totals !== null && (err === "" || hadNothingToDo(result))) proving?.ended({ out: closing({ ...result, totals, ran: { sections: 0, of: 0 }, confirmed: [] }, 0), err });
  return 0;
}

/** A call that asks for no more than what holds already, if it holds; null for every other. */
function ofWholeBook({ root, flags, rest }: Extract<Arguments, { kind: "run" }>): Run | null {
  const isWhole = rest.length === 0 && !["accept", "fresh", "measure"].some((name) => flags.has(name));
  return isWhole ? provingOf({ root, writes: flags.has("check") ? "nothing" : "evidence" }) : null;
}

type Proved = Extract<ProveResult, { totals: unknown }>;

function hadNothingToDo({ ran, confirmed }: Proved): boolean {
  return ran.sections === 0 && confirmed.length === 0;
}

/** What is said at the end: totals, what was run, what was written into chapters, how many mistakes there are. */
function closing({ totals, sources, ran, accepted, confirmed, wrote, diagnostics, elsewhere }: Proved & { readonly totals: NonNullable<Proved["totals"]> }, seconds: number): string {
  const lineOf = (path: string, offset: Offset): number => {
    const source = sources.get(path);
    return source === undefined ? 1 : placeOf(source, offset).line;
  };
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const said = [
    elsewhere,
    ran.sections === 0 ? "nothing had to be run\n" : `ran ${ran.sections} of ${amount(ran.of, "section")} in ${seconds.toFixed(1)} s\n`,
    ...confirmed.map(({ name, seeds }) => `\`${name}\`: confirmed by replay for ${amount(seeds, "seed")}${wrote ? "" : "; `npm run prove` records it"}\n`),
    ...accepted.map((path) => `${path}: its outputs are what its cells print\n`),
    errors === 0 ? "" : `${amount(errors, "error")}\n`,
  ];
  return totalsReport(totals, lineOf) + said.join("");
}
