/** The info string of a fence → its language and attributes, with the place of each. */
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import type { Offset, Source, Span } from "../text/span.ts";

/** `key="value"`, `key=value`, or a bare flag, whose value is null. */
export interface Attribute {
  readonly key: string;
  readonly value: string | null;
  readonly span: Span;
  /** The value without its quotes; the whole attribute for a flag. */
  readonly valueSpan: Span;
}

/** What an info string says. */
export interface Info {
  readonly language: string;
  readonly attributes: readonly Attribute[];
  /** `+=` and `:=`, as often as they were written. */
  readonly operators: readonly { readonly sign: "+=" | ":="; readonly span: Span }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the info string that stands at `span`, from the raw source so that columns are exact. */
export function readInfo(source: Source, span: Span): Info {
  const text = source.text.slice(span.start, span.end);
  const language = /^\S*/.exec(text)?.[0] ?? "";
  const attributes: Attribute[] = [];
  const operators: { sign: "+=" | ":="; span: Span }[] = [];
  const diagnostics: Diagnostic[] = [];
  const spanOf = (start: number, length: number): Span => within(span, start, start + length);
  const complain = (message: string, at: Span): void => {
    diagnostics.push(mistake("fence-syntax", message, { source, span: at }));
  };

  if (!/^[\w+#.-]*$/.test(language)) {
    complain("the language comes first, then a space, then attributes", spanOf(0, language.length));
  }
  for (const { 0: word, index } of text.slice(language.length).matchAll(words)) {
    const start = index + language.length;
    if (word === "+=" || word === ":=") {
      operators.push({ sign: word, span: spanOf(start, 2) });
      continue;
    }
    const attribute = readAttribute(word, (from, to) => spanOf(start + from, to - from));
    if (typeof attribute === "string") complain(attribute, spanOf(start, word.length));
    else attributes.push(attribute);
  }
  return { language, attributes, operators, diagnostics };
}

// A key with a quoted value may hold spaces; anything glued to the closing quote belongs to the word, and is refused.
const words = /[^\s="]*="[^"]*(?:"\S*|$)|[^\s="]*='[^']*'\S*|\S+/g;

/** The attribute that a word is, or what is wrong with it. */
function readAttribute(word: string, spanOf: (from: number, to: number) => Span): Attribute | string {
  const span = spanOf(0, word.length);
  const equals = word.indexOf("=");
  if (equals < 0) return { key: word, value: null, span, valueSpan: span };
  const key = word.slice(0, equals);
  const value = word.slice(equals + 1);
  if (key === "") return "a name is expected before `=`";
  if (!value.startsWith('"')) {
    if (/["']/.test(value)) return `the value of \`${key}\` is quoted with \`"\` from its beginning to its end`;
    return { key, value, span, valueSpan: spanOf(equals + 1, word.length) };
  }
  const end = value.indexOf('"', 1);
  if (end < 0) return `the quote that opens the value of \`${key}\` is not closed`;
  if (end + 1 < value.length) return `a space is expected after the value of \`${key}\``;
  return { key, value: value.slice(1, end), span, valueSpan: spanOf(equals + 2, equals + 1 + end) };
}

function within(outer: Span, start: number, end: number): Span {
  return { start: (outer.start + start) as Offset, end: (outer.start + end) as Offset };
}
