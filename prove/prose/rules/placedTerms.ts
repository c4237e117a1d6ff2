/** The rule of homes: a term of `book/terms.yml` has a place in the book besides the glossary. */
import type { Diagnostic } from "../../../tangle/index.ts";
import { termKey } from "../../terms/term.ts";
import { boldTerms } from "../boldTerms.ts";
import type { Rule } from "../manuscript.ts";

/** A warning for each term that no chapter sets in bold, under its name or a synonym, and that has neither `main` nor `where`: the index could lead only to the glossary. */
export const placedTerms: Rule = ({ sections, terms: { terms } }) => {
  const bold = new Set(sections.flatMap(({ tree }) => boldTerms(tree)).map(({ words }) => termKey(words)));
  const unplaced = terms.filter(({ term, also, main, where }) => main === null && where.length === 0 && ![term, ...also].some((words) => bold.has(termKey(words))));
  return unplaced.map(({ term, at }): Diagnostic => ({
    severity: "warning",
    code: "unplaced-term",
    message: `no place of the book is known for \`${term}\`, so that the index leads only to the glossary`,
    at,
    cure: "set it in bold where it is defined, or write `where: ID`, the id of the place that treats it",
  }));
};
