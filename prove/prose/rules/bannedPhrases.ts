/** The rule of banned phrases: what stands in place of a reason, of a fact, or of nothing. */
import { mistake } from "../../../tangle/index.ts";
import { spanIn, type Rule } from "../manuscript.ts";
import { withoutQuotations } from "../quoted.ts";

/** A phrase that is not in the book and what to do about it. */
export interface BannedPhrase {
  readonly form: RegExp;
  readonly instead: string;
}

const proof = "say why, or prove it";
const announcement = "do it, without saying so first";
const fact = "say what it does, with a number";

/** All of them, in groups by what is wrong. Case does not matter; each begins and ends at a word. */
export const bannedPhrases: readonly BannedPhrase[] = [
  ...["well[- ]known that", "it is well[- ]known", "it can be shown", "it is easy to (?:see|show)", "one can easily", "it is (?:clear|obvious) that", "(?:is|are) clearly", "obviously", "trivially", "needless to say", "as we all know"].map(
    (form) => phrase(form, proof),
  ),
  { form: /(?<=^\s*|[.?!:;,]\s+)clearly(?=[\s,])/giu, instead: proof },
  ...["in this (?:chapter|section),? we(?: will|’ll|'ll| shall| are going to)?", "we will (?:now )?(?:explore|look at how)", "let(?:’s|'s| us) (?:dive|explore|unpack|take a (?:closer )?look)", "div(?:e|es|ing) deep(?:er|ly)? into", "deep dive", "delv(?:e|es|ing) into", "without further ado", "learning objectives?", "\\d+[- ]min(?:ute)?s? read"].map(
    (form) => phrase(form, announcement),
  ),
  ...["powerful", "game[- ]chang(?:er|ing)", "cutting[- ]edge", "revolutioni[sz]e[sd]?", "seamless(?:ly)?", "effortless(?:ly)?", "blazing(?:ly)? fast", "amazing(?:ly)?", "awesome", "incredibl[ey]", "mind[- ]blowing", "magical(?:ly)?", "unlock(?:s|ing)? the (?:power|potential)", "harness(?:es|ing)? the power", "state[- ]of[- ]the[- ]art"].map(
    (form) => phrase(form, fact),
  ),
  ...["key (?:insight|takeaway|idea|point)s?", "(?:main )?takeaways?", "in (?:summary|conclusion)", "to (?:sum up|summari[sz]e)", "it (?:is|’s|'s) (?:worth|important to) not(?:e|ing)(?: that)?", "in a nutshell", "at the end of the day"].map((form) =>
    phrase(form, "the sentence says it without this"),
  ),
  {
    form: /(?<![\p{L}\p{N}])(?:it|this|that|they)(?:’s|'s| is| are|’re|'re) not (?:just|merely|only|simply) [^.?!;:—]{1,80}[,;:—–.-]\s*(?:it|this|that|they)(?:’s|'s| is| are|’re|'re)(?!\p{L})/giu,
    instead: "say the second half; nobody said the first",
  },
];

function phrase(form: string, instead: string): BannedPhrase {
  return { form: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${form.replaceAll(" ", "\\s+")})(?![\\p{L}\\p{N}-])`, "giu"), instead };
}

/** An error for each banned phrase in the book's own words; quotations may hold what they like. */
export const bannedPhrasesRule: Rule = ({ sections }) =>
  sections.flatMap(({ section: { source }, passages }) =>
    passages
      .filter(({ kind }) => kind !== "quotation")
      .flatMap((passage) =>
        bannedPhrases.flatMap(({ form, instead }) =>
          [...withoutQuotations(passage.text).matchAll(form)].map(({ index, 0: found }) => ({
            ...mistake("banned-phrase", `\`${found.replace(/\s+/g, " ")}\` is not in this book`, { source, span: spanIn(passage, index, index + found.length) }),
            cure: instead,
          })),
        ),
      ),
  );
