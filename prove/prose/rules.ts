/** The rules of the prose that can be right or wrong, each with its reason as an author reads it. */
import { inBookOrder, type Diagnostic } from "../../tangle/index.ts";
import type { Manuscript, Rule } from "./manuscript.ts";
import { bannedPhrasesRule } from "./rules/bannedPhrases.ts";
import { exclamationMarks } from "./rules/exclamationMarks.ts";
import { figures } from "./rules/figures.ts";
import { forbiddenWords } from "./rules/forbiddenWords.ts";
import { headingLevels } from "./rules/headings.ts";
import { listedTerms } from "./rules/listedTerms.ts";
import { placedTerms } from "./rules/placedTerms.ts";
import { repeatedWords } from "./rules/repeatedWords.ts";
import { symbols } from "./rules/symbols.ts";
import { terms } from "./rules/terms.ts";
import { unreadMathematics } from "./rules/unreadMathematics.ts";
import { typedNumbersIn } from "./typedNumbers.ts";

/** A rule as it is documented. */
export interface RuleEntry {
  /** The codes of its diagnostics. */
  readonly codes: readonly string[];
  readonly severity: "error" | "warning" | "error or warning";
  readonly says: string;
  readonly because: string;
  readonly check: Rule;
}

/** All of them. */
export const rules: readonly RuleEntry[] = [
  {
    codes: ["typed-number"],
    severity: "error",
    says: "a decimal, a percentage or an N× in prose is an inline cell, stands in a sentence that cites, or in mathematics; whole numbers are free, and names: versions, sections, dates",
    because: "a number that nobody computes is a number that nobody corrects",
    check: ({ sections }) => sections.flatMap(({ section: { source }, passages }) => passages.flatMap((passage) => typedNumbersIn(source, passage))),
  },
  {
    codes: ["banned-phrase"],
    severity: "error",
    says: "no phrase in place of a reason (`obviously`), of a fact (`powerful`), or of nothing (`key insight`); quotations may hold them",
    because: "what is clear need not be called so, and what is not must be shown",
    check: bannedPhrasesRule,
  },
  {
    codes: ["exclamation-mark"],
    severity: "error",
    says: "no exclamation mark but in quotation marks, italics and block quotations",
    because: "enthusiasm shows in what we notice",
    check: exclamationMarks,
  },
  {
    codes: ["deep-heading"],
    severity: "error",
    says: "no heading of level 4 or below",
    because: "a section has one question; one that needs an outline has several",
    check: headingLevels,
  },
  {
    codes: ["figure-without-caption", "figure-without-alt", "image-without-alt"],
    severity: "error",
    says: "a figure has a caption in words and an `alt`, an image its alternative text",
    because: "a reader must know what to see, and some cannot see it",
    check: figures,
  },
  {
    codes: ["unlisted-symbol"],
    severity: "error",
    says: "every letter of a formula stands in the first column of `book/notation.md`, where there is one; but not `e`, `\\pi`, number sets, and what a sum runs over",
    because: "in one chapter a symbol has one meaning, and it has a place where that can be looked up",
    check: symbols,
  },
  {
    codes: ["unread-mathematics"],
    severity: "error",
    says: "no formula has a space inside its dollars: `$x = $` is text",
    because: "it would be printed as it is typed",
    check: unreadMathematics,
  },
  {
    codes: ["undefined-term"],
    severity: "error or warning",
    says: "a term is not used before the paragraph that defines it in bold; a warning where the term is also a plain word (`order`); titles, linked words and front matter are free",
    because: "a reader goes forwards",
    check: terms,
  },
  {
    codes: ["forbidden-word", "unused-exception", "wrong-term", "wrong-enforcement"],
    severity: "error or warning",
    says: "no word stands that `book/terms.yml` forbids for a term (`not`), in prose, headings, captions, alternative texts, chunk names and exported identifiers; a warning but in the chapters of `enforceTerms` in `book.yml`; quoted words and exceptions in the list are free",
    because: "one concept has one name, the one that readers will search for",
    check: forbiddenWords,
  },
  {
    codes: ["unplaced-term"],
    severity: "warning",
    says: "a term of `book/terms.yml` stands in bold somewhere, under its name or a synonym, or its `main` or `where` says the place that treats it",
    because: "who looks a term up in the index wants more than its entry in the glossary",
    check: placedTerms,
  },
  {
    codes: ["unlisted-term"],
    severity: "warning",
    says: "what stands in bold is a term of `book/terms.yml` or a synonym of one, where the book has such a list",
    because: "the glossary says what a term means; a sentence torn out of a chapter seldom does",
    check: listedTerms,
  },
  {
    codes: ["repeated-word"],
    severity: "warning",
    says: "no word twice in a row (retext-repeated-words)",
    because: "it is a slip nearly always",
    check: repeatedWords,
  },
];

/** What all rules find in a book, in its order. */
export function mistakesIn(manuscript: Manuscript): readonly Diagnostic[] {
  return inBookOrder(manuscript.book, rules.flatMap(({ check }) => check(manuscript)));
}
