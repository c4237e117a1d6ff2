/** `::colophon`: what the book was built from and what was shown, counted. */
import type { BlockContent, Heading, Nodes } from "mdast";
import { answerOf, type Question } from "../../lazyTree.ts";
import type { Collected, MovedDraft } from "../collected.ts";
import { many, wordsIn } from "../../words/count.ts";
import { nodesOf } from "../../nodesOf.ts";
import { textOf, text } from "../../walk.ts";
import { paragraph } from "./grouped.ts";
import { programTests } from "./programTests.ts";
import { proved } from "./proved.ts";

/** A paragraph with the counts of words, chapters, sections, chunks, files and formulas; then what the build has proved. */
export function colophon(book: Collected, depth: Heading["depth"]): readonly BlockContent[] {
  const { drafts, graph } = book;
  const chunks = [...graph.chunks.values()];
  const files = chunks.filter((chunk) => chunk.kind === "file").length;
  const chapters = drafts.filter(({ draft }) => draft.section.role === "opening").length;
  const counts = summed(drafts.map((moved) => answerOf(moved.draft, countsOn(moved))));
  const sources = `This book was built from ${many(drafts.length, "Markdown file")}: ${many(chapters, "chapter")} with ${many(drafts.length - chapters, "section")}, ${many(counts.words, "word")} of prose, ${many(counts.formulas, "formula")} and ${many(counts.derivations, "derivation")}.`;
  const tests = programTests(graph);
  const tested = tests === 0 ? "" : ` and tested by ${many(tests, "test")}`;
  const program = `Its program is ${many(files, "file")}, put together from ${many(chunks.length - files, "named chunk")}${tested}; every line of it stands in these pages or, in print, in those of its companion.`;
  return [paragraph([text(`${sources} ${program}`)]), ...proved(book, depth)];
}

interface Counts {
  readonly words: number;
  readonly formulas: number;
  readonly derivations: number;
}

function countsOn({ solutions }: MovedDraft): Question<Counts> {
  return { module: "weave/document/generated/colophon.ts", name: "counts", answer: (tree) => count([tree, ...solutions().map(({ block }) => block)]) };
}

function summed(all: readonly Counts[]): Counts {
  return all.reduce((a, b) => ({ words: a.words + b.words, formulas: a.formulas + b.formulas, derivations: a.derivations + b.derivations }), { words: 0, formulas: 0, derivations: 0 });
}

function count(trees: readonly Nodes[]): Counts {
  const counts = { words: 0, formulas: 0, derivations: 0 };
  for (const tree of trees) {
    for (const { children } of [...nodesOf(tree, "paragraph"), ...nodesOf(tree, "heading")]) counts.words += wordsIn(textOf(children.filter(({ type }) => type !== "inlineMath")));
    counts.formulas += nodesOf(tree, "inlineMath").length + nodesOf(tree, "bookMath").length;
    counts.derivations += nodesOf(tree, "bookBlock").filter(({ kind }) => kind === "derivation").length;
  }
  return counts;
}
