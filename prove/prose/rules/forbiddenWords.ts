/** The rule of forbidden words: no word stands for a term that `book/terms.yml` says must not. */
import { mistake, offsetAt, type Diagnostic, type Fence, type Location, type Offset, type Source, type Span } from "../../../tangle/index.ts";
import type { Term, TermException } from "../../terms/term.ts";
import type { Manuscript, Manuscripted, Rule } from "../manuscript.ts";
import { spanIn } from "../manuscript.ts";
import { withoutQuotations } from "../quoted.ts";
import { formOf, wordsOfName } from "../words.ts";

/**
 * A mistake for each forbidden word in prose, a chunk’s name or an exported identifier: an error in the chapters that
 * `enforceTerms` names, a warning elsewhere. With them, what is wrong in the list itself.
 */
export const forbiddenWords: Rule = ({ book, sections, terms: { terms, diagnostics }, enforced }) => {
  const words = wordsOf(terms);
  const used = new Set<TermException>();
  const found = sections.flatMap((read) => {
    const folder = book.chapters[read.section.chapter]?.folder ?? "";
    const severity = enforced.isEnforced(folder) ? "error" : "warning";
    return hitsIn(read, words, used).map((hit): Diagnostic => ({ ...forbidden(hit), severity }));
  });
  return [...diagnostics, ...enforced.diagnostics, ...found, ...unused(terms, used)];
};

/** A word with all terms for which it must not stand. */
interface Forbidden {
  readonly word: string;
  readonly form: RegExp;
  readonly terms: readonly Term[];
}

function wordsOf(terms: readonly Term[]): readonly Forbidden[] {
  const words = new Map<string, Term[]>();
  for (const term of terms) for (const word of term.not) words.set(word, [...(words.get(word) ?? []), term]);
  return [...words].map(([word, of]) => ({ word, form: formOf(word), terms: of }));
}

interface Hit {
  /** As it is written there. */
  readonly written: string;
  readonly at: Location;
  readonly terms: readonly Term[];
}

/** A text to look through: its words, and what to say of a stretch of it. */
interface Looked {
  readonly text: string;
  /** What an exception is compared with. */
  readonly raw: string;
  readonly hit: (start: number, end: number) => Omit<Hit, "terms">;
}

function hitsIn(read: Manuscripted, words: readonly Forbidden[], used: Set<TermException>): readonly Hit[] {
  const looked = [...proseOf(read), ...read.section.fences.flatMap(namesOf)];
  return looked.flatMap(({ text, raw, hit }) => {
    const found = words.flatMap(({ form, terms }) => [...text.matchAll(form)].map(({ index, 0: { length } }) => ({ start: index, end: index + length, terms })));
    // a word in a phrase that is forbidden as well is part of that mistake
    const longest = found.filter((one) => !found.some((other) => isInside(one, other)));
    return longest.filter((each) => !isExcused(raw, each, used)).map(({ start, end, terms }) => ({ ...hit(start, end), terms }));
  });
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly terms: readonly Term[];
}

function isInside(one: Stretch, other: Stretch): boolean {
  return other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start;
}

function proseOf({ section: { source }, passages }: Manuscripted): readonly Looked[] {
  return passages.filter(({ kind }) => kind !== "quotation").map((passage): Looked => {
    const raw = source.text.slice(passage.span.start, passage.span.end);
    return {
      text: withoutQuotations(passage.text),
      raw,
      hit: (start, end) => ({ written: `\`${raw.slice(start, end).replace(/\s+/g, " ")}\``, at: { source, span: spanIn(passage, start, end) } }),
    };
  });
}

/** A chunk’s name, and the identifiers that a part of the program exports. */
function namesOf(fence: Fence): readonly Looked[] {
  const { role, name, nameSpan, source } = fence;
  if (role !== "file" && role !== "chunk") return [];
  const chunk: readonly Looked[] = role === "chunk"
    ? [{ text: name, raw: name, hit: (start, end) => ({ written: `\`${name.slice(start, end)}\` in a chunk’s name`, at: { source, span: nameSpan } }) }]
    : [];
  return [...chunk, ...exportsIn(fence).map(({ name: exported, at }): Looked => ({
    text: wordsOfName(exported),
    raw: exported,
    hit: (start, end) => ({ written: `\`${wordsOfName(exported).slice(start, end)}\` in the exported name \`${exported}\``, at }),
  }))];
}

const declaration = /^\s*export\s+(?:default\s+)?(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?(?:function\s*\*?|class|interface|type|enum|const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)/u;

function exportsIn({ language, lines, source }: Fence): readonly { readonly name: string; readonly at: Location }[] {
  if (language !== "ts") return [];
  return lines.flatMap(({ text, line, column, virtual }) => {
    const [whole = "", name] = declaration.exec(text) ?? [];
    if (name === undefined) return [];
    const start = offsetAt(source, line, column + whole.length - name.length - virtual);
    return [{ name, at: { source, span: spanFrom(source, start, name.length) } }];
  });
}

function spanFrom({ text }: Source, start: number, length: number): Span {
  return { start: start as Offset, end: Math.min(start + length, text.length) as Offset };
}

/** True if the stretch stands in an exception of one of its terms; an identifier is excused as a whole. */
function isExcused(raw: string, { start, end, terms }: Stretch, used: Set<TermException>): boolean {
  for (const exception of terms.flatMap(({ except }) => except)) {
    const isAround = raw === exception.text || [...raw.matchAll(literal(exception.text))].some(({ index, 0: found }) => index <= start && end <= index + found.length);
    if (isAround) {
      used.add(exception);
      return true;
    }
  }
  return false;
}

function literal(text: string): RegExp {
  return new RegExp(text.split(" ").map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+"), "gu");
}

function forbidden({ written, at, terms }: Hit): Diagnostic {
  const names = terms.map(({ term }) => `\`${term}\``).join(" or ");
  return { ...mistake("forbidden-word", `${written} must not stand for ${names}`, at), cure: `write ${names}` };
}

function unused(terms: Manuscript["terms"]["terms"], used: ReadonlySet<TermException>): readonly Diagnostic[] {
  return terms.flatMap(({ term, except }) => except.filter((each) => !used.has(each)).map(({ text, at }): Diagnostic => ({
    ...mistake("unused-exception", `nothing in the book needs the exception \`${text}\` of \`${term}\``, at),
    severity: "warning",
  })));
}
