/** The command line of `mutate`: what it may say, and what is wrong with it. */
import { availableParallelism } from "node:os";
import type { Arguments, CommandSpec } from "../../tangle/index.ts";
import type { MutationOrder } from "./mutate.ts";
import type { Selection } from "./selection.ts";
import { readShard } from "./shard.ts";

/** The command as `--help` describes it. */
export const command: CommandSpec = {
  call: "npm run mutate --",
  purpose: [
    "Tests the prover: changes the book one token at a time (a sign, an index, a factor, an exponent, a digit of an",
    "output or a number, an operator of a chunk), renews the evidence, and reports the changes that nothing notices.",
    "Changes without meaning (a thin space, a renamed bound index) must pass. The book itself is not touched.",
    "Without an option every change is tried now, which takes hours for a long book; name a chapter by its folder",
    "(01-markov-chains) or its number (1).",
  ].join("\n"),
  rest: "[CHAPTER…]",
  options: [
    { name: "changed", help: "a few changes of each section, always the same; those whose verdict is not recorded are tried" },
    { name: "at-most", value: "N", help: "with --changed or --all: of those that are not known only N of each kind, and a tenth as many of operators; 0 reports what is known" },
    { name: "record", help: "the same, and writes the verdicts into book/mutation/" },
    { name: "all", help: "every change; what was found before, by a run that was interrupted too, is not tried again" },
    { name: "shard", value: "I/N", help: "with --all: the I-th of N parts, so that N machines share the work" },
    { name: "sample", value: "N", help: "only N changes of each kind, and a tenth as many of operators, by hashes of their own texts, each tried now" },
    { name: "seed", value: "S", help: "which sample (default: 1)" },
    { name: "jobs", value: "N", help: "changes that are tried at the same time (default: one for each core)" },
  ],
  notes: [
    "With --changed an output and a number are held against what is recorded of their cells, as `prove --check` holds them;",
    "with --all, and without an option, the cells are run again. Noticed must be: 95 % of the formulas, 100 % of outputs and numbers, 80 % of operators. A change of a bound that",
    "stays true is listed apart, and so is one that was not noticed in three times the time that the unchanged program",
    "takes, or that this machine cannot try, as native code that does not compile: these count neither way. A survivor",
    "that is right to survive is explained in book/survivors.yml: a list of `path`, `change` (as printed), `in` (a part of",
    "the changed line) and `why`.",
    "Exit codes: 0 the aims are reached; 1 they are not, or the book is not proved; 2 the command was called wrongly.",
  ].join("\n"),
};

type Given = Extract<Arguments, { kind: "run" }>;

/** What was asked for; or what is wrong with how it was asked. */
export function orderIn({ root, rest, flags, values }: Given): Omit<MutationOrder, "progress"> | { readonly mistake: string } {
  const jobs = wholeNumber(values.get("jobs")) ?? availableParallelism();
  if (jobs === "wrong" || jobs === 0) return { mistake: `\`--jobs\` takes a whole number from 1, not \`${values.get("jobs")}\`` };
  const selection = selectionIn({ flags, values });
  return "mistake" in selection ? selection : { root, chapters: rest, selection, jobs };
}

function selectionIn({ flags, values }: Pick<Given, "flags" | "values">): Selection | { readonly mistake: string } {
  const given = ["changed", "record", "all", "sample"].filter((name) => flags.has(name) || values.has(name));
  const [first, second] = given;
  if (first !== undefined && second !== undefined && given.join() !== "changed,record") return { mistake: `\`--${first}\` and \`--${second}\` are two ways to choose what is changed: give one of them` };
  if (values.has("shard") && first !== "all") return { mistake: "`--shard` divides what `--all` tries: give both" };
  const seed = wholeNumber(values.get("seed") ?? "1");
  if (seed === "wrong" || seed === null) return { mistake: `\`--seed\` takes a whole number, not \`${values.get("seed")}\`` };
  const most = wholeNumber(values.get("at-most"));
  if (most === "wrong") return { mistake: `\`--at-most\` takes a whole number, not \`${values.get("at-most")}\`` };
  if (most !== null && !["changed", "all"].includes(given.join())) return { mistake: "`--at-most` bounds what `--changed` or `--all` tries, and a record lacks nothing: give one of these with it, and no other" };
  if (values.has("seed") && first !== "sample") return { mistake: "`--seed` says which sample `--sample` takes: give both" };
  switch (first) {
    case "changed":
    case "record":
      return { kind: "changed", writes: flags.has("record") ? "record" : "nothing", most };
    case "all":
      return fullIn(values.get("shard"), most);
    case "sample":
      return sampleIn(values.get("sample"), seed);
    default:
      return { kind: "every" };
  }
}

function fullIn(text: string | undefined, most: number | null): Selection | { readonly mistake: string } {
  const shard = text === undefined ? null : readShard(text);
  if (text !== undefined && shard === null) return { mistake: `\`--shard\` takes a part and the number of parts, \`1/8\` to \`8/8\`, not \`${text}\`` };
  return { kind: "full", shard, most };
}

function sampleIn(text: string | undefined, seed: number): Selection | { readonly mistake: string } {
  const size = wholeNumber(text);
  if (size === "wrong" || size === null || size === 0) return { mistake: `\`--sample\` takes a whole number from 1, not \`${text}\`` };
  return { kind: "sample", size, seed };
}

/** A whole number, null where none was given, `wrong` where it is none. */
function wholeNumber(text: string | undefined): number | null | "wrong" {
  if (text === undefined) return null;
  return /^\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : "wrong";
}
