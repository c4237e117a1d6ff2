/** What the build has proved: the totals, what numbers do not show, and each check by itself. */
import type { BlockContent, Heading, ListItem, PhrasingContent } from "mdast";
import type { Totals } from "../../../prove/index.ts";
import type { Collected } from "../collected.ts";
import { listed, many } from "../count.ts";
import { sentence } from "../sentence.ts";
import { text } from "../../walk.ts";
import { item, paragraph } from "./grouped.ts";
import { provenIn, type Proven } from "./proven.ts";

/** Headings one level below the part's own text, each with what there is to say; nothing for a book of which nothing was run. */
export function proved(book: Collected, depth: Heading["depth"]): readonly BlockContent[] {
  const { totals } = book;
  const things = provenIn(book);
  return [
    ...(totals === null ? [] : titled("What was shown", depth, totalSentences(totals).map((words) => paragraph([text(words)])))),
    ...titled("What numbers do not show", depth, list(things.flatMap(exceptions))),
    ...titled("What was checked", depth, list(things.flatMap(checks))),
    ...titled("What was measured", depth, list(things.flatMap(measured))),
  ];
}

function totalSentences(totals: Totals): readonly string[] {
  const { cells, figures, numbers, derivations, rows, draws, costs, entries, bounds, wrong, fragments } = totals;
  const done = (count: number, words: string): readonly string[] => (count === 0 ? [] : [words]);
  const made = listed([
    ...done(cells, `${many(cells, "cell")} ${were(cells)} run`),
    ...done(figures, `${many(figures, "figure")} ${were(figures)} drawn`),
    ...done(numbers, `${many(numbers, "number")} in the text ${were(numbers)} computed`),
  ]);
  const sentences = [
    ...done(cells + figures + numbers, sentence(made)),
    ...done(derivations, sentence(`${many(derivations, "derivation")} ${were(derivations)} evaluated from the mathematics as it is printed: ${many(rows, "expression")}, on ${many(draws, "random draw")} in all`)),
    ...done(costs, sentence(`${many(costs, "table")} of costs ${were(costs)} compared with what the program counted of itself: ${many(entries, "entry", "entries")}${bounds === 0 ? "" : `, of which ${bounds === entries ? "all" : bounds.toLocaleString("en-GB")} bound or expect the count`}`)),
    ...done(wrong, sentence(`${many(wrong, "mistake")} ${were(wrong)} made on purpose and failed as announced`)),
    ...done(fragments, sentence(`${many(fragments, "fragment")} of code that ${fragments === 1 ? "belongs" : "belong"} to no program ${were(fragments)} read by a parser`)),
  ];
  return sentences.length === 0 ? [] : [`${sentences.join(" ")} What was shown has a small check beside it.`];
}

const were = (count: number): string => (count === 1 ? "was" : "were");

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
  return [line(name, [sentence(proof.summary), ...proof.details].join(" "))];
}

function measured({ name, proof }: Proven): readonly ListItem[] {
  return proof.state === "proved" && proof.measured ? [line(name, sentence([proof.summary, ...proof.details].join("; ")))] : [];
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
