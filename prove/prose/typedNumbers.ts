/** The rule of typed numbers: a decimal, a percentage or an `N×` in prose is computed by a cell, cited, or given as mathematics. */
import { mistake, type Diagnostic, type Offset, type Section, type Source } from "../../tangle/index.ts";
import { numberNames } from "./numberNames.ts";
import { passagesOf, type Passage } from "./passages.ts";
import { sentencesOf, type Stretch } from "./sentences.ts";

/**
 * An error for each number in prose, captions, margin notes, headings, tables and `alt` that nothing stands behind, at
 * its place. Not reported: whole numbers (`3 times`, `35 of 100`), a number in a sentence that cites, and what is written
 * like a number but is a name (`numberNames`).
 */
export function typedNumbers({ source }: Pick<Section, "source">): readonly Diagnostic[] {
  return passagesOf(source).flatMap((passage) => typedNumbersIn(source, passage));
}

/** The same for one passage. */
export function typedNumbersIn(source: Source, passage: Passage): readonly Diagnostic[] {
  const allowed = [...citedStretches(passage), ...numberNames(passage.text)];
  return numbersIn(passage.text)
    .filter(({ start, end }) => !allowed.some((each) => each.start < end && start < each.end))
    .map((found) => typed(source, passage, found));
}

interface Found extends Stretch {
  readonly kind: "decimal" | "percentage" | "factor";
}

function numbersIn(text: string): readonly Found[] {
  return forms
    .flatMap(({ kind, form }) => [...text.matchAll(form)].map((match) => ({ kind, start: match.index, end: match.index + match[0].length })))
    .sort((a, b) => a.start - b.start);
}

const before = String.raw`(?<![\p{L}\p{N}_]|\p{N}[.,])`;
const whole = String.raw`\d{1,3}(?:,\d{3})+|\d+`;
const fraction = String.raw`(?:${whole})\.\d+|(?<=^|[\s(\[“])\.\d+`;
const exponent = String.raw`(?:${whole}|${fraction})e[+\-−]?\d+(?![\p{L}\p{N}])`;
const amount = String.raw`(?:${exponent}|${fraction}|${whole})`;
const percent = String.raw`(?:\s|&nbsp;|&thinsp;)?[%‰]|\s(?:per\s?cent|percentage\spoints?)(?!\p{L})`;
// a sign between two numbers makes a product or a shape of them: `3 × 4`, `14×32`
const times = String.raw`×(?!\s?[\p{N}\uFFFC])|\s×(?!\s?[\p{N}\p{L}\uFFFC])|x(?![\p{L}\p{N}])`;

const forms: readonly { readonly kind: Found["kind"]; readonly form: RegExp }[] = [
  { kind: "percentage", form: new RegExp(`${before}${amount}(?:${percent})`, "gu") },
  { kind: "factor", form: new RegExp(`${before}${amount}(?:${times})|(?<![\\p{N}\\uFFFC]\\s?)(?<!\\p{L})×\\s?${amount}`, "gu") },
  { kind: "decimal", form: new RegExp(`${before}(?:${exponent}|(?:${fraction})(?!\\d|\\.\\d))(?!${percent}|${times})`, "gu") },
];

/** The sentences in which a work is cited; a row of a table is one. */
function citedStretches({ kind, span, text, insets }: Passage): readonly Stretch[] {
  const citations = insets.filter((each) => each.kind === "citation").map((each) => each.span.start - span.start);
  const sentences = kind === "table" ? [{ start: 0, end: text.length }] : sentencesOf(text);
  return sentences.filter(({ start, end }) => citations.some((at) => start <= at && at < end));
}

function typed(source: Source, passage: Passage, { kind, start, end }: Found): Diagnostic {
  const from = (passage.span.start + start) as Offset;
  const to = (passage.span.start + end) as Offset;
  const written = source.text.slice(from, to).replace(/\s+/g, " ");
  return {
    ...mistake("typed-number", `the ${kind} \`${written}\` is typed by hand, and no cell, citation or formula stands behind it`, { source, span: { start: from, end: to } }),
    cure: "compute it in an inline cell, cite its source in the sentence, or set it as mathematics if it is given",
  };
}
