/** The rule of exclamation marks: none but in quotations. */
import { mistake } from "../../../tangle/index.ts";
import { spanIn, type Rule } from "../manuscript.ts";
import { isMarked } from "../passages.ts";
import { withoutQuotations } from "../quoted.ts";

/** An error for each `!` in the book's own words. Italics are a quotation too: words or letters as they stand in a text. */
export const exclamationMarks: Rule = ({ sections }) =>
  sections.flatMap(({ section: { source }, passages }) =>
    passages
      .filter(({ kind }) => kind !== "quotation")
      .flatMap((passage) => {
        const text = withoutQuotations(passage.text);
        return [...text.matchAll(/!+(?!\[|=)/g)]
          .filter(({ index }) => !isMarked(passage, "italics", index))
          .map(({ index, 0: marks }) => ({
            ...mistake("exclamation-mark", "an exclamation mark asks for the enthusiasm that the sentence should cause", { source, span: spanIn(passage, index, index + marks.length) }),
            cure: "write a full stop",
          }));
      }),
  );
