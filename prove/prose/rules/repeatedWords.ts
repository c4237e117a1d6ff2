/** The rule of repeated words, as retext has it. */
import { retext } from "retext";
import retextRepeatedWords from "retext-repeated-words";
import { mistake, type Diagnostic } from "../../../tangle/index.ts";
import { spanIn, type Rule } from "../manuscript.ts";

/** A warning for each word that stands twice in a row; now and then that is right. */
export const repeatedWords: Rule = ({ sections }) => {
  const reader = retext().use(retextRepeatedWords).freeze();
  return sections.flatMap(({ section: { source }, passages }) =>
    // reading a text as language is slow, and few passages can have such a word at all
    passages.filter(({ kind, text }) => kind !== "table" && /(?<!\p{L})(\p{L}+)\s+\1(?!\p{L})/iu.test(text)).flatMap((passage) =>
      reader.processSync(passage.text).messages.flatMap(({ place, expected }): readonly Diagnostic[] => {
        if (place === undefined || !("start" in place)) return [];
        const [word = ""] = expected ?? [];
        const at = { source, span: spanIn(passage, place.start.offset ?? 0, place.end.offset ?? 0) };
        return [{ ...mistake("repeated-word", `\`${word}\` stands twice`, at), severity: "warning" }];
      }),
    ),
  );
};
