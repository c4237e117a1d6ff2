/** What `mutate` prints: a line a kind, then every change that was not noticed, with its place. */
import { lineText, placeOf } from "../../tangle/index.ts";
import { thresholds, kinds, scoreOf, type Score } from "./thresholds.ts";
import { changeOf } from "./mutant.ts";
import type { Tried } from "./mutate.ts";
import { explanationOf, survivorsPath, type Survivor } from "./survivors.ts";
import type { MutationResult, Verdict } from "./verdict.ts";

/** The report, and whether every aim is reached. */
export function mutationReport({ trials, survivors, outdated }: Pick<Tried, "trials" | "survivors" | "outdated">): { readonly text: string; readonly isReached: boolean } {
  const isExplained = ({ mutant }: MutationResult): boolean => explanationOf(mutant, survivors) !== null;
  const scores = kinds.flatMap((kind) => scoreOf(kind, trials, isExplained) ?? []);
  const lines = scores.map(scoreLine);
  const meaning = trials.filter(({ mutant }) => mutant.matters);
  const survived = meaning.filter(({ verdict }) => verdict.kind === "survived");
  const explained = survived.filter(isExplained);
  const lists = [
    listOf("not noticed", survived.filter((trial) => !explained.includes(trial)), survivors),
    listOf("not noticed, and explained in book/survivors.yml", explained, survivors),
    listOf("bounds and expectations that stay true", meaning.filter(({ verdict }) => verdict.kind === "still true"), survivors),
    listOf("timed out, so neither noticed nor not", trials.filter(({ verdict }) => verdict.kind === "timed out"), survivors),
    listOf("not tried here", trials.filter(({ verdict }) => verdict.kind === "not tried"), survivors),
    listOf("changes without meaning that were noticed", trials.filter(({ mutant, verdict }) => !mutant.matters && verdict.kind === "noticed"), survivors),
    outdatedList(outdated),
  ];
  return { text: lines.join("") + lists.join(""), isReached: scores.every(({ isReached }) => isReached) };
}

function scoreLine({ kind, noticed, of, explained, stillTrue, timedOut, notTried, meaningless, passed, isReached }: Score): string {
  const { share, noun } = thresholds[kind];
  const percent = of === 0 ? "" : ` (${((100 * noticed) / of).toFixed(1)} %)`;
  const aside = [
    explained > 0 ? `${explained} explained` : null,
    stillTrue > 0 ? `${stillTrue} that stay true apart` : null,
    timedOut > 0 ? `${timedOut} timed out` : null,
    notTried > 0 ? `${notTried} not tried here` : null,
    meaningless > 0 ? `${passed} of ${meaningless} without meaning passed` : null,
  ].filter((each) => each !== null);
  const mark = isReached ? "" : "  MISSED";
  return `${noun.padEnd(27)} ${noticed} of ${of} changes noticed${percent}, aim ${(100 * share).toFixed(0)} %${aside.length > 0 ? `; ${aside.join("; ")}` : ""}${mark}\n`;
}

function listOf(title: string, trials: readonly MutationResult[], survivors: readonly Survivor[]): string {
  if (trials.length === 0) return "";
  const lines = trials.map(({ mutant, verdict }) => {
    const { source } = mutant.section;
    const { path, line, column } = placeOf(source, mutant.span.start);
    const why = explanationOf(mutant, survivors)?.why;
    const reason = reasonOf(verdict);
    return `  ${path}:${line}:${column}: ${mutant.change}, ${changeOf(mutant)}${reason}\n    ${lineText(source, line).trim()}\n${why === undefined ? "" : `    because ${why}\n`}`;
  });
  return `\n${title}: ${trials.length}\n${lines.join("")}`;
}

function reasonOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case "noticed":
      return ` (${verdict.by})`;
    case "timed out":
      return ` (${verdict.where})`;
    case "not tried":
      return ` (${verdict.why})`;
    case "survived":
    case "still true":
      return "";
    default:
      return verdict satisfies never;
  }
}

function outdatedList(outdated: readonly Survivor[]): string {
  if (outdated.length === 0) return "";
  const lines = outdated.map(({ path, change, line, ...entry }) => `  ${survivorsPath}:${line}: \`${change}\` where ${path} has \`${entry.in}\`\n`);
  return `\nout of date in ${survivorsPath}, since nothing there can be so changed: ${outdated.length}\n${lines.join("")}`;
}
