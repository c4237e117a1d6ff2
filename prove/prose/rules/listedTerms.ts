/** The rule of meanings: what a chapter sets in bold has an entry in `book/terms.yml`. */
import type { Diagnostic } from "../../../tangle/index.ts";
import { termKey } from "../../terms/term.ts";
import { boldTerms } from "../boldTerms.ts";
import type { Rule } from "../manuscript.ts";

/**
 * A warning for each word in bold that is neither a term of the list nor a synonym of one: the glossary could only quote the
 * sentence around it. A book without a list has no such warnings.
 */
export const listedTerms: Rule = ({ sections, terms: { terms } }) => {
  if (terms.length === 0) return [];
  const listed = new Set(terms.flatMap(({ term, also }) => [term, ...also]).map(termKey));
  return sections.flatMap(({ section: { source }, tree }) => {
    const unlisted = boldTerms(tree).filter(({ words }) => !listed.has(termKey(words)));
    return unlisted.map(({ words, span }): Diagnostic => ({
      severity: "warning",
      code: "unlisted-term",
      message: `\`${words}\` stands in bold, and \`book/terms.yml\` does not say what it means`,
      at: { source, span },
      cure: "add an entry, or write it among the synonyms of one; what is no term stands in no bold",
    }));
  });
};
