/** Which experiments a command line names: by name, or by chapter. */
import { chapterNamed, closest, type Book } from "../../tangle/index.ts";
import type { ExperimentPlan } from "./plan.ts";

/** Those that are named, in the order of the book; without a name all, without a chapter those of all chapters. */
export function selected(book: Book, plans: readonly ExperimentPlan[], words: readonly string[]): readonly ExperimentPlan[] | { readonly mistake: string } {
  const names = new Set(plans.map(({ name }) => name));
  const wanted = words.filter((word) => names.has(word));
  const chapters = new Set<string>();
  for (const word of words.filter((each) => !names.has(each))) {
    const chapter = chapterNamed(book, word);
    if (typeof chapter !== "number") return { mistake: unknown(word, [...names], book) };
    chapters.add(book.chapters[chapter]?.folder ?? "");
  }
  const inChapters = plans.filter(({ scope }) => chapters.size === 0 || chapters.has(scope.folder));
  const outside = wanted.find((name) => !inChapters.some((plan) => plan.name === name));
  if (outside !== undefined) return { mistake: `the experiment \`${outside}\` does not stand in ${[...chapters].map((each) => `\`${each}\``).join(", ")}` };
  return inChapters.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

function unknown(word: string, names: readonly string[], { chapters }: Book): string {
  const near = closest(word, [...names, ...chapters.map(({ folder }) => folder)]);
  return `no experiment and no chapter is called \`${word}\`${near === null ? "" : `; did you mean \`${near}\`?`}`;
}
