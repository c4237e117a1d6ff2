/** What the build has proved: the totals, what numbers do not show, and each check by itself. */
import type { BlockContent, Heading, ListItem, PhrasingContent } from "mdast";
import type { Totals } from "../../../prove/index.ts";
import type { Collected } from "../collected.ts";
import { many } from "../../words/count.ts";
import { sentence } from "../../words/sentence.ts";
import { saidOf } from "../../proofWords.ts";
import { text } from "../../walk.ts";
import { item } from "./grouped.ts";
import { provenIn, type Proven } from "./proven.ts";

/** Headings one level below the part's own text, each with what there is to say; nothing for a book of which nothing was run. */
export function proved(book: Collected, depth: Heading["depth"]): readonly BlockContent[] {
  const { totals } = book;
  const things = provenIn(book);
  return [
    ...(totals === null ? [] : titled("What was shown", depth, list(totalItems(totals)))),
    ...titled("What numbers do not show", depth, list(things.flatMap(exceptions))),
    ...titled("What was checked", depth, list(things.flatMap(checks))),
    ...titled("What was measured", depth, list(things.flatMap(measured))),
    ...titled("What not every machine can run", depth, list(things.flatMap(recorded))),
  ];
}

function totalItems(totals: Totals): readonly ListItem[] {
  const { cells, measurements, figures, experiments, runs, numbers, derivations, rows, reasons, draws, costs, entries, bounds, wrong, fragments } = totals;
  const counted = (count: number, words: string): readonly string[] => (count === 0 ? [] : [`${words}.`]);
  const all = [
    ...counted(derivations, `${many(derivations, "derivation")}, evaluated from the mathematics as it is printed: ${many(rows, "expression")}, ${reasons === 0 ? "" : `${many(reasons, "side condition")}, `}${many(draws, "random draw")} in all`),
    ...counted(costs, `${many(costs, "table")} of costs, compared with what the program counts of itself: ${many(entries, "entry", "entries")}${ofThem(bounds, entries, ["a bound or an expectation", "bounds or expectations"])}`),
    ...counted(cells, `${many(cells, "cell")}, run${ofThem(measurements, cells, ["a measurement", "measurements"])}`),
    ...counted(figures, `${many(figures, "figure")}, drawn by ${figures === 1 ? "its cell" : "their cells"}`),
    ...counted(experiments, `${many(experiments, "experiment")}, trained for ${many(runs, "seed")} in all, and recorded with ${runs === 1 ? "its" : "their"} first steps, which are replayed where code has changed`),
    ...counted(numbers, `${many(numbers, "number")} in the text, computed`),
    ...counted(wrong, `${many(wrong, "mistake")} made on purpose, wrong in the way that is announced`),
    ...counted(fragments, `${many(fragments, "fragment")} of code outside of the program, read by a parser`),
  ];
  return all.map((words) => item([text(words)]));
}

/** `, 3 of them bounds`; `, all of them bounds`; `, a bound` for the only one. */
function ofThem(count: number, all: number, [one, more]: readonly [string, string]): string {
  if (count === 0) return "";
  if (count === all) return all === 1 ? `, ${one}` : `, all of them ${more}`;
  return `, ${count.toLocaleString("en-GB")} of them ${count === 1 ? one : more}`;
}

function exceptions({ name, proof }: Proven): readonly ListItem[] {
  if (proof.state === "unchecked") return [line(name, `not checked. ${sentence(proof.why)}`)];
  if (proof.state !== "proved") return [];
  return proof.exceptions.map(({ row, kind, why }) => {
    const what = kind === "unchecked" ? "is not checked" : "is compared with its neighbours only";
    return line(name, `expression ${row} ${what}. ${sentence(why)}`);
  });
}

function checks({ name, proof, isBlock }: Proven): readonly ListItem[] {
  if (proof.state !== "proved" || !isBlock) return [];
  return [line(name, saidOf(proof).join(" "))];
}

function measured({ name, proof }: Proven): readonly ListItem[] {
  return proof.state === "proved" && proof.measured ? [line(name, sentence([proof.summary, ...proof.details].join("; ")))] : [];
}

function recorded({ name, proof }: Proven): readonly ListItem[] {
  return proof.state === "proved" && proof.recorded !== null ? [line(name, sentence(proof.recorded))] : [];
}

function line(name: readonly PhrasingContent[], words: string): ListItem {
  return item([...name, text(`: ${words}`)]);
}

function list(items: readonly ListItem[]): readonly BlockContent[] {
  return items.length === 0 ? [] : [{ type: "list", ordered: false, spread: false, children: [...items] }];
}

function titled(title: string, depth: Heading["depth"], content: readonly BlockContent[]): readonly BlockContent[] {
  return content.length === 0 ? [] : [{ type: "heading", depth, children: [text(title)] }, ...content];
}
